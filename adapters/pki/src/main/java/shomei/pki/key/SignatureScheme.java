package shomei.pki.key;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/// How an issuing key signs; its kind decides (PROTOCOL.md, *Keys*).
public enum SignatureScheme {
  /// P-256.
  ECDSA_SHA256("SHA256withECDSA"),
  /// P-384.
  ECDSA_SHA384("SHA384withECDSA"),
  /// PKCS#1 v1.5.
  RSA_SHA256("SHA256withRSA");

  private final String jca;

  SignatureScheme(String jca) {
    this.jca = jca;
  }

  /// The scheme for signatures by the owner of this key.
  ///
  /// @throws IllegalArgumentException for a key that no CA of ours has
  public static SignatureScheme of(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa -> RSA_SHA256;
      case ECPublicKey ec when ec.getParams().getOrder().bitLength() == 256 -> ECDSA_SHA256;
      case ECPublicKey ec when ec.getParams().getOrder().bitLength() == 384 -> ECDSA_SHA384;
      case PublicKey other ->
          throw new IllegalArgumentException("issuing keys are P-256, P-384 or RSA");
    };
  }

  /// The name that the Java Cryptography Architecture has for it.
  public String jcaName() {
    return jca;
  }

  /// As certificates name it; RSA's parameters are NULL (RFC 4055 §5), the others have none (RFC
  /// 5758 §3.2).
  public AlgorithmIdentifier identifier() {
    return switch (this) {
      case ECDSA_SHA256 -> new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
      case ECDSA_SHA384 -> new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA384);
      case RSA_SHA256 ->
          new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);
    };
  }

  /// Whether the signature is this key's.
  public boolean verifies(PublicKey key, byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(jca, Software.SIGNATURES);
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
