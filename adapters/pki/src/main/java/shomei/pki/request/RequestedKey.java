package shomei.pki.request;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import shomei.domain.institution.Policy;
import shomei.pki.der.Encoded;
import shomei.protocol.jwk.WeakKeys;

/// The key for which a certificate is asked, in the one encoding that a certificate may have it in
/// (RFC 3279 §2.3.1, RFC 5480 §2, RFC 8410 §3), and not weak.
record RequestedKey(Policy.KeyType kind, PublicKey key) {
  private static final byte UNCOMPRESSED = 4;

  static RequestedKey of(SubjectPublicKeyInfo info) {
    Policy.KeyType kind = kind(info);
    PublicKey key = parse(info, kind);
    WeakKeys.weakness(key)
        .ifPresent(
            weakness -> {
              throw CsrReader.bad(weakness);
            });
    return new RequestedKey(kind, key);
  }

  private static Policy.KeyType kind(SubjectPublicKeyInfo info) {
    AlgorithmIdentifier algorithm = info.getAlgorithm();
    ASN1ObjectIdentifier oid = algorithm.getAlgorithm();
    if (oid.equals(PKCSObjectIdentifiers.rsaEncryption)
        && DERNull.INSTANCE.equals(algorithm.getParameters())) {
      return Policy.KeyType.RSA;
    }
    if (oid.equals(EdECObjectIdentifiers.id_Ed25519) && algorithm.getParameters() == null) {
      return Policy.KeyType.ED25519;
    }
    if (oid.equals(X9ObjectIdentifiers.id_ecPublicKey)
        && info.getPublicKeyData().getOctets()[0] == UNCOMPRESSED) {
      if (SECObjectIdentifiers.secp256r1.equals(algorithm.getParameters())) {
        return Policy.KeyType.P256;
      }
      if (SECObjectIdentifiers.secp384r1.equals(algorithm.getParameters())) {
        return Policy.KeyType.P384;
      }
    }
    throw CsrReader.bad(
        "keys are on P-256 or P-384 (a named curve, the point uncompressed), Ed25519, or RSA");
  }

  private static PublicKey parse(SubjectPublicKeyInfo info, Policy.KeyType kind) {
    String algorithm =
        switch (kind) {
          case P256, P384 -> "EC";
          case ED25519 -> "Ed25519";
          case RSA -> "RSA";
        };
    try {
      return KeyFactory.getInstance(algorithm)
          .generatePublic(new X509EncodedKeySpec(Encoded.der(info)));
    } catch (GeneralSecurityException e) {
      throw CsrReader.bad("the key is malformed");
    }
  }
}
