package shomei.domain.loginserver;

import java.util.Optional;
import shomei.domain.certificate.Certificate;
import shomei.domain.kernel.Serial;

/// What a login server is told about a certificate, as it was when the database was asked.
///
/// @param suspended whether the seat that holds it is; false where no seat holds it
/// @param successor the certificate that took its place by renewal
/// @param daysLeft days until the date in Japan on which it ends: 0 on that day and after it
/// @param renewalDue whether it is good, has no successor, and may be renewed now
public record CertificateStatus(
    Certificate certificate,
    Certificate.State state,
    boolean suspended,
    Optional<Serial> successor,
    long daysLeft,
    boolean renewalDue) {
  public boolean superseded() {
    return certificate.replacedBy().isPresent();
  }
}
