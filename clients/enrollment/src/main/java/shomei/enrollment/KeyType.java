package shomei.enrollment;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/// Kinds of certificate keys (PROTOCOL.md, *Algorithms*); the institution's policy says which of
/// them it takes.
public enum KeyType {
  P256("EC", "secp256r1", 0),
  P384("EC", "secp384r1", 0),
  /// In a file only: tokens, browsers and operating systems do not know it.
  ED25519("Ed25519", "", 0),
  RSA2048("RSA", "", 2048),
  RSA3072("RSA", "", 3072),
  RSA4096("RSA", "", 4096);

  private final String algorithm;
  private final String curve;
  private final int bits;

  KeyType(String algorithm, String curve, int bits) {
    this.algorithm = algorithm;
    this.curve = curve;
    this.bits = bits;
  }

  /// E.g. `P-256`, `RSA 2048`.
  public String label() {
    return switch (this) {
      case P256, P384 -> "P-" + name().substring(1);
      case ED25519 -> "Ed25519";
      case RSA2048, RSA3072, RSA4096 -> "RSA " + bits;
    };
  }

  /// Of an RSA modulus; 0 for other keys.
  public int bits() {
    return bits;
  }

  public KeyPairGenerator generator() throws GeneralSecurityException {
    return prepared(KeyPairGenerator.getInstance(algorithm));
  }

  public KeyPairGenerator generator(Provider token) throws GeneralSecurityException {
    return prepared(KeyPairGenerator.getInstance(algorithm, token));
  }

  private KeyPairGenerator prepared(KeyPairGenerator generator) throws GeneralSecurityException {
    if (!curve.isEmpty()) {
      generator.initialize(new ECGenParameterSpec(curve));
    } else if (bits > 0) {
      generator.initialize(new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4));
    }
    return generator;
  }
}
