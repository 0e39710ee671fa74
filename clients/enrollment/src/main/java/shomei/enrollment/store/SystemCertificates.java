package shomei.enrollment.store;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.enrollment.Failure.Obstacle;
import shomei.enrollment.computer.SystemKeys;
import shomei.enrollment.state.Profile;
import shomei.sdk.CertificateFacts;

/// What is in the operating system's store, as the Java platform shows it, and which certificate
/// there was the subscriber's before.
final class SystemCertificates {
  private static final String PREVIOUS = "previous.pem";

  private final SystemKeys keys;
  private final Profile profile;
  private final String description;

  SystemCertificates(SystemKeys keys, Profile profile, String description) {
    this.keys = keys;
    this.profile = profile;
    this.description = description;
  }

  /// @throws EnrollmentException [Failure.KeyGone], [Failure.StoreFault]
  KeyPair key(X509Certificate certificate) {
    return find(certificate)
        .orElseThrow(() -> new EnrollmentException(new Failure.KeyGone(description)));
  }

  /// @return empty where the certificate or its key is not there
  Optional<KeyPair> find(X509Certificate certificate) {
    try {
      return keys.of(certificate).map(key -> new KeyPair(certificate.getPublicKey(), key));
    } catch (GeneralSecurityException | IOException broken) {
      throw new EnrollmentException(
          new Failure.StoreFault(description, Obstacle.OTHER, broken.toString()), broken);
    }
  }

  /// Notes which certificate is in use, before another takes its place.
  void noteCurrent() {
    List<X509Certificate> held = profile.held();
    if (!held.isEmpty()) {
      Profile.keepChain(profile.file(PREVIOUS), held);
    }
  }

  /// The certificate that was in use before that of the profile.
  Optional<X509Certificate> replaced() {
    List<X509Certificate> held = profile.held();
    return Profile.chain(profile.file(PREVIOUS)).stream()
        .limit(1)
        .filter(before -> !held.isEmpty() && !before.equals(held.getFirst()))
        .findFirst();
  }

  /// As Windows and macOS name a certificate: SHA-1, in upper-case hexadecimal.
  static String thumbprint(X509Certificate certificate) {
    try {
      return HexFormat.of()
          .withUpperCase()
          .formatHex(MessageDigest.getInstance("SHA-1").digest(CertificateFacts.der(certificate)));
    } catch (GeneralSecurityException never) {
      throw new IllegalStateException("every Java platform has SHA-1", never);
    }
  }
}
