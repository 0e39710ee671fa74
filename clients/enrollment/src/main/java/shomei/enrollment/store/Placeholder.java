package shomei.enrollment.store;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import shomei.sdk.Csr;

/// A self-signed certificate for a key that waits for its own: no key store keeps a private key
/// without one. Nobody trusts it, and it expired before it was made.
final class Placeholder {

  private Placeholder() {}

  static X509Certificate of(KeyPair keys, String name) {
    X500Name subject = new X500Name("CN=" + name);
    Date past = Date.from(Instant.EPOCH);
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              new JcaX509v3CertificateBuilder(
                      subject,
                      new BigInteger(1, keys.getPublic().getEncoded())
                          .mod(BigInteger.TWO.pow(120))
                          .setBit(120),
                      past,
                      past,
                      subject,
                      keys.getPublic())
                  .build(Csr.signer(keys)));
    } catch (OperatorCreationException | CertificateException fault) {
      throw new IllegalStateException("a fresh key does not sign", fault);
    }
  }
}
