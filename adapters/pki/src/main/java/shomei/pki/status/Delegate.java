package shomei.pki.status;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.bouncycastle.asn1.x509.Certificate;
import shomei.pki.key.Signer;

/// A key that signs in the stead of an issuing CA.
///
/// @param certificate that its CA gave it
/// @param ca the CA's own
public record Delegate(Signer signer, Certificate certificate, Certificate ca, Instant notAfter) {
  static Delegate of(Signer signer, X509Certificate certificate, Authority ca) {
    try {
      return new Delegate(
          signer,
          Certificate.getInstance(certificate.getEncoded()),
          ca.certificate(),
          certificate.getNotAfter().toInstant());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
