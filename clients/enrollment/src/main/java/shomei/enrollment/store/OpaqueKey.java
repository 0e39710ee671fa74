package shomei.enrollment.store;

import java.security.PrivateKey;
import org.jspecify.annotations.Nullable;

/// A private key that stays where it is and signs there.
final class OpaqueKey implements PrivateKey {
  private static final long serialVersionUID = 1L;

  static {
    OpaqueKeyProvider.install();
  }

  private final String algorithm;
  private final transient Signer signer;

  /// @param algorithm `EC` or `RSA`
  OpaqueKey(String algorithm, Signer signer) {
    this.algorithm = algorithm;
    this.signer = signer;
  }

  /// Signs with the key.
  @FunctionalInterface
  interface Signer {

    /// @param digest SHA-256 of what is signed, or SHA-384 for a key of P-384
    /// @return of RSA: PKCS#1 v1.5; of EC: r and s, of the same length
    byte[] sign(byte[] digest);
  }

  Signer signer() {
    return signer;
  }

  @Override
  public String getAlgorithm() {
    return algorithm;
  }

  @Override
  public @Nullable String getFormat() {
    return null;
  }

  @Override
  public byte @Nullable [] getEncoded() {
    return null;
  }
}
