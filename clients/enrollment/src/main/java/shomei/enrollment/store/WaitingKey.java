package shomei.enrollment.store;

import java.security.KeyPair;
import java.security.PublicKey;
import shomei.sdk.Csr;

/// A key that waits for its certificate.
///
/// @param request PKCS#10, signed by the key: some stores sign nothing else before the certificate
///   is there
public record WaitingKey(PublicKey publicKey, byte[] request) {

  static WaitingKey of(KeyPair keys) {
    return new WaitingKey(keys.getPublic(), Csr.ofSubscriber(keys));
  }
}
