package shomei.enrollment.engine;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.enrollment.Failure.Mismatch;
import shomei.enrollment.state.CertificateSummary;

/// The certificate that a server sent, with the chain above it. It is checked before anything of it
/// is stored: a server that mixes two subscribers up, or was broken into, must not put a foreign
/// certificate in the place of one that works.
final class IssuedChain {
  /// In X.509's key usage (RFC 5280 §4.2.1.3).
  private static final int KEY_CERT_SIGN = 5;

  private final List<X509Certificate> chain;

  /// @param chain each signed by the next, the subscriber's own first
  IssuedChain(List<X509Certificate> chain) {
    this.chain = chain;
  }

  /// @param subscriber `contractId` or `contractId/userId`
  /// @throws EnrollmentException [Failure.WrongCertificate]
  void require(PublicKey key, String subscriber) {
    require(chain.getFirst().getPublicKey().equals(key), Mismatch.KEY);
    String seat = subscriber.substring(subscriber.indexOf('/') + 1);
    require(names(CertificateSummary.part(chain.getFirst(), "CN"), seat), Mismatch.SUBJECT);
    require(chain.size() > 1 && hangsTogether(), Mismatch.CHAIN);
  }

  /// The institution words the common name; whose it is shows in it all the same.
  private static boolean names(@Nullable String commonName, String seat) {
    return commonName != null
        && commonName.toLowerCase(Locale.ROOT).contains(seat.toLowerCase(Locale.ROOT));
  }

  /// Signatures were verified when the chain was read; here, that each above the first is an
  /// authority, and the issuer that the one below it names (RFC 5280 §6.1.3).
  private boolean hangsTogether() {
    for (int i = 1; i < chain.size(); i++) {
      X509Certificate issuer = chain.get(i);
      boolean @Nullable [] usage = issuer.getKeyUsage();
      if (issuer.getBasicConstraints() < i - 1
          || usage != null && !usage[KEY_CERT_SIGN]
          || !chain.get(i - 1).getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
        return false;
      }
    }
    return chain.getFirst().getBasicConstraints() < 0;
  }

  private static void require(boolean right, Mismatch mismatch) {
    if (!right) {
      throw new EnrollmentException(new Failure.WrongCertificate(mismatch));
    }
  }
}
