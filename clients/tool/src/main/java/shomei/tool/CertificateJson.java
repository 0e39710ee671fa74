package shomei.tool;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.engine.Enrollment;
import shomei.enrollment.state.CertificateSummary;
import shomei.enrollment.state.CertificateSummary.Renewable;
import shomei.enrollment.state.CertificateSummary.State;
import shomei.enrollment.state.CertificateSummary.Subject;

/// A certificate as scripts see it.
///
/// @param state `notAcquired`, `issued` or `expired`
/// @param renewable `yes`, `no` or `unknown`, by the server's advice
/// @param renewableFrom when the server advises to renew
/// @param unfinished what a run that was cut off was about: `acquire` or `renew`
record CertificateJson(
    String server,
    String subscriber,
    String state,
    @Nullable String organization,
    @Nullable String organizationalUnit,
    @Nullable String commonName,
    @Nullable String serialNumber,
    @Nullable String issuer,
    @Nullable Instant notBefore,
    @Nullable Instant notAfter,
    String renewable,
    @Nullable Instant renewableFrom,
    StoreLocation store,
    @Nullable String unfinished) {

  static CertificateJson of(CertificateSummary certificate) {
    return new CertificateJson(
        certificate.server().toString(),
        certificate.subscriber(),
        name(certificate.state()),
        get(certificate, Subject::organization),
        get(certificate, Subject::organizationalUnit),
        get(certificate, Subject::commonName),
        get(certificate, Subject::serialNumber),
        get(certificate, Subject::issuer),
        get(certificate, Subject::notBefore),
        get(certificate, Subject::notAfter),
        name(certificate.renewable()),
        certificate.renewableFrom(),
        certificate.profile().settings().store(),
        unfinished(certificate).orElse(null));
  }

  static String name(State state) {
    return switch (state) {
      case NOT_ACQUIRED -> "notAcquired";
      case ISSUED -> "issued";
      case EXPIRED -> "expired";
    };
  }

  static String name(Renewable renewable) {
    return renewable.name().toLowerCase(Locale.ROOT);
  }

  static Optional<String> unfinished(CertificateSummary certificate) {
    return Enrollment.unfinished(certificate.profile())
        .map(type -> type.name().toLowerCase(Locale.ROOT));
  }

  private static <T> @Nullable T get(
      CertificateSummary certificate, Function<Subject, @Nullable T> part) {
    Subject subject = certificate.subject().orElse(null);
    return subject == null ? null : part.apply(subject);
  }
}
