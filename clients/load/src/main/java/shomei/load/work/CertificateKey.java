package shomei.load.work;

import java.security.KeyPair;
import java.util.List;
import shomei.sdk.Csr;

/// A key to be certified, and the request for it, made ahead.
final class CertificateKey {
  private final KeyPair pair;
  private final byte[] csr;

  private CertificateKey(List<String> dnsNames) {
    this.pair = KeyPairs.p256();
    this.csr = Csr.of(pair, dnsNames);
  }

  static CertificateKey dns(String name) {
    return new CertificateKey(List.of(name));
  }

  static CertificateKey subscriber() {
    return new CertificateKey(List.of());
  }

  KeyPair pair() {
    return pair;
  }

  /// DER.
  byte[] csr() {
    return csr;
  }
}
