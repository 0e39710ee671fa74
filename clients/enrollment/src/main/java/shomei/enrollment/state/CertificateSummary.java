package shomei.enrollment.state;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;

/// A subscriber's certificate as people see it.
///
/// @param subject empty where none is held
/// @param renewableFrom when the server advises to renew; absent where it was not asked
public record CertificateSummary(
    Profile profile,
    State state,
    Optional<Subject> subject,
    Renewable renewable,
    @Nullable Instant renewableFrom) {

  /// As this PC sees it: whether it was revoked shows when it is used or renewed.
  public enum State {
    NOT_ACQUIRED,
    ISSUED,
    EXPIRED
  }

  /// By the server's advice.
  public enum Renewable {
    YES,
    NO,
    UNKNOWN
  }

  /// What the certificate says.
  ///
  /// @param serialNumber hexadecimal, in upper case
  public record Subject(
      @Nullable String organization,
      @Nullable String organizationalUnit,
      @Nullable String commonName,
      String serialNumber,
      String issuer,
      Instant notBefore,
      Instant notAfter) {

    static Subject of(X509Certificate certificate) {
      return new Subject(
          part(certificate, "O"),
          part(certificate, "OU"),
          part(certificate, "CN"),
          certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT),
          certificate.getIssuerX500Principal().getName(),
          certificate.getNotBefore().toInstant(),
          certificate.getNotAfter().toInstant());
    }
  }

  /// @param now tells what has expired
  public static CertificateSummary of(Profile profile, Instant now) {
    List<X509Certificate> held = profile.held();
    if (held.isEmpty()) {
      return new CertificateSummary(
          profile, State.NOT_ACQUIRED, Optional.empty(), Renewable.NO, null);
    }
    Subject subject = Subject.of(held.getFirst());
    boolean expired = now.isAfter(subject.notAfter());
    return new CertificateSummary(
        profile,
        expired ? State.EXPIRED : State.ISSUED,
        Optional.of(subject),
        expired ? Renewable.NO : Renewable.UNKNOWN,
        null);
  }

  /// @param from when the server advises to renew
  public CertificateSummary advised(Instant from, Instant now) {
    boolean may = state == State.ISSUED && !now.isBefore(from);
    return new CertificateSummary(
        profile, state, subject, may ? Renewable.YES : Renewable.NO, from);
  }

  public URI server() {
    return profile.settings().server();
  }

  public String subscriber() {
    return profile.settings().subscriber();
  }

  /// A part of a certificate's subject, e.g. `CN`; the first where there are several.
  public static @Nullable String part(X509Certificate certificate, String type) {
    try {
      return new LdapName(certificate.getSubjectX500Principal().getName())
          .getRdns().stream()
              .filter(rdn -> rdn.getType().equalsIgnoreCase(type))
              .map(rdn -> String.valueOf(rdn.getValue()))
              .findFirst()
              .orElse(null);
    } catch (InvalidNameException odd) {
      return null;
    }
  }
}
