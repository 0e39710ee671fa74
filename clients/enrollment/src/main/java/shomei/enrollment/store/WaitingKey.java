package shomei.enrollment.store;

import java.security.KeyPair;
import java.security.PublicKey;
import shomei.sdk.Csr;

/// A key that waits for its certificate.
public final class WaitingKey {
  private final PublicKey publicKey;
  private final byte[] request;

  WaitingKey(PublicKey publicKey, byte[] request) {
    this.publicKey = publicKey;
    this.request = request.clone();
  }

  static WaitingKey of(KeyPair keys) {
    return new WaitingKey(keys.getPublic(), Csr.ofSubscriber(keys));
  }

  public PublicKey publicKey() {
    return publicKey;
  }

  /// PKCS#10, signed by the key: some stores sign nothing else before the certificate is there.
  ///
  /// @return DER
  public byte[] request() {
    return request.clone();
  }
}
