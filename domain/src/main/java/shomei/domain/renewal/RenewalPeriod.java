package shomei.domain.renewal;

import java.time.Instant;
import java.time.ZoneOffset;
import shomei.domain.certificate.Certificate;
import shomei.domain.institution.Policy;

/// When a certificate may be renewed: from so many days before expiry until it expires (seeds 000,
/// 002: 30 days; 004: 40 days).
///
/// @param opens the first instant
/// @param closes the last instant, the certificate's `notAfter`
public record RenewalPeriod(Instant opens, Instant closes) {
  /// A certificate that lives no longer than its renewal period may be renewed as soon as it is
  /// there.
  public static RenewalPeriod of(Policy policy, Certificate certificate) {
    Instant closes = certificate.notAfter();
    Instant opens = closes.atZone(ZoneOffset.UTC).minus(policy.renewal().opensBefore()).toInstant();
    return new RenewalPeriod(
        opens.isBefore(certificate.notBefore()) ? certificate.notBefore() : opens, closes);
  }
}
