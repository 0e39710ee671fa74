package shomei.pki.der;

import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import shomei.domain.institution.Policy;

/// The kind of a key in the one encoding that a certificate may have it in (RFC 3279 §2.3.1, RFC
/// 5480 §2, RFC 8410 §3): named curves, points uncompressed.
public final class KeyTypes {
  private static final byte UNCOMPRESSED = 4;

  private KeyTypes() {}

  /// @return empty for a kind or encoding that is not taken
  public static Optional<Policy.KeyType> of(SubjectPublicKeyInfo info) {
    AlgorithmIdentifier algorithm = info.getAlgorithm();
    ASN1ObjectIdentifier oid = algorithm.getAlgorithm();
    if (oid.equals(PKCSObjectIdentifiers.rsaEncryption)
        && DERNull.INSTANCE.equals(algorithm.getParameters())) {
      return Optional.of(Policy.KeyType.RSA);
    }
    if (oid.equals(EdECObjectIdentifiers.id_Ed25519) && algorithm.getParameters() == null) {
      return Optional.of(Policy.KeyType.ED25519);
    }
    if (oid.equals(X9ObjectIdentifiers.id_ecPublicKey)
        && info.getPublicKeyData().getOctets()[0] == UNCOMPRESSED) {
      if (SECObjectIdentifiers.secp256r1.equals(algorithm.getParameters())) {
        return Optional.of(Policy.KeyType.P256);
      }
      if (SECObjectIdentifiers.secp384r1.equals(algorithm.getParameters())) {
        return Optional.of(Policy.KeyType.P384);
      }
    }
    return Optional.empty();
  }
}
