package shomei.pki.certificate;

import java.security.PublicKey;
import java.time.Instant;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Certificate;
import shomei.domain.ca.Issuer;
import shomei.pki.key.CryptoToken;
import shomei.pki.key.SignatureScheme;
import shomei.pki.key.Signer;
import shomei.pki.key.Software;

/// An issuing CA, read once: what its certificates take from it, and its key.
record CaCertificate(Issuer issuer, X500Name subject, Instant notAfter, Signer signer) {
  /// @throws IllegalStateException where the issuer's record does not fit together
  static CaCertificate of(Issuer issuer, CryptoToken keys) {
    Certificate certificate = Certificate.getInstance(issuer.certificate().octets());
    PublicKey key = Software.publicKey(certificate.getSubjectPublicKeyInfo());
    return new CaCertificate(
        issuer,
        certificate.getSubject(),
        certificate.getEndDate().getDate().toInstant(),
        new Signer(keys, issuer.keyLabel(), key));
  }

  String name() {
    return issuer.id().value();
  }

  SignatureScheme scheme() {
    return signer.scheme();
  }
}
