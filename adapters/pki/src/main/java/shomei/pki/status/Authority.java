package shomei.pki.status;

import java.security.PublicKey;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Certificate;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.pki.certificate.KeyIds;
import shomei.pki.key.CryptoToken;
import shomei.pki.key.Signer;
import shomei.pki.key.Software;

/// A CA, issuing or a root, read once.
///
/// @param institution whose issuing CA it is; empty for a root
record Authority(
    IssuerId id,
    Optional<InstitutionId> institution,
    Certificate certificate,
    Instant notBefore,
    Instant notAfter,
    Signer signer) {
  /// @param label of its key
  static Authority of(
      IssuerId id,
      Optional<InstitutionId> institution,
      Octets der,
      String label,
      CryptoToken keys) {
    Certificate certificate = Certificate.getInstance(der.octets());
    PublicKey key = Software.publicKey(certificate.getSubjectPublicKeyInfo());
    return new Authority(
        id,
        institution,
        certificate,
        certificate.getStartDate().getDate().toInstant(),
        certificate.getEndDate().getDate().toInstant(),
        new Signer(keys, label, key));
  }

  X500Name name() {
    return certificate.getSubject();
  }

  /// As certificates below it name it.
  byte[] keyId() {
    return KeyIds.of(certificate.getSubjectPublicKeyInfo());
  }
}
