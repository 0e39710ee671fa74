package shomei.pki.key;

import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/// The kinds of key that a CA may have (PROTOCOL.md, *Keys*).
public enum KeyKind {
  P256,
  P384,
  RSA2048,
  RSA3072,
  RSA4096;

  String algorithm() {
    return switch (this) {
      case P256, P384 -> "EC";
      case RSA2048, RSA3072, RSA4096 -> "RSA";
    };
  }

  AlgorithmParameterSpec parameters() {
    return switch (this) {
      case P256 -> new ECGenParameterSpec("secp256r1");
      case P384 -> new ECGenParameterSpec("secp384r1");
      case RSA2048 -> new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4);
      case RSA3072 -> new RSAKeyGenParameterSpec(3072, RSAKeyGenParameterSpec.F4);
      case RSA4096 -> new RSAKeyGenParameterSpec(4096, RSAKeyGenParameterSpec.F4);
    };
  }
}
