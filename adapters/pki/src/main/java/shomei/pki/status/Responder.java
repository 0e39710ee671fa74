package shomei.pki.status;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.ResponderID;
import org.bouncycastle.asn1.x509.Certificate;
import shomei.pki.key.Signer;
import shomei.pki.key.Software;

/// An OCSP responder: its key and the certificate that its CA gave it.
///
/// @param id by the key's SHA-1 (RFC 6960 §4.2.1), which is as short as can be
record Responder(Signer signer, Certificate certificate, ResponderID id, Instant notAfter) {
  static Responder of(Signer signer, X509Certificate certificate) {
    Certificate parsed = Certificate.getInstance(TokenResponder.encoded(certificate));
    return new Responder(signer, parsed, id(signer), certificate.getNotAfter().toInstant());
  }

  private static ResponderID id(Signer signer) {
    try {
      byte[] key = Software.keyInfo(signer.publicKey()).getPublicKeyData().getOctets();
      return new ResponderID(new DEROctetString(MessageDigest.getInstance("SHA-1").digest(key)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
