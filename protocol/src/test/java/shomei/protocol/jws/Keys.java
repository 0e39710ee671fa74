package shomei.protocol.jws;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;

/// Fresh keys of every kind.
final class Keys {

  private Keys() {}

  static KeyPair p256() {
    return ellipticCurve("secp256r1");
  }

  static KeyPair p384() {
    return ellipticCurve("secp384r1");
  }

  static KeyPair p521() {
    return ellipticCurve("secp521r1");
  }

  static KeyPair ed25519() {
    return generate("Ed25519");
  }

  static KeyPair ed448() {
    return generate("Ed448");
  }

  static KeyPair rsa(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException fault) {
      throw new AssertionError(fault);
    }
  }

  private static KeyPair ellipticCurve(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException fault) {
      throw new AssertionError(fault);
    }
  }

  private static KeyPair generate(String algorithm) {
    try {
      return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    } catch (GeneralSecurityException fault) {
      throw new AssertionError(fault);
    }
  }
}
