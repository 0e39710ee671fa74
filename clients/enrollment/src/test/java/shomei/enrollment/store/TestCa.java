package shomei.enrollment.store;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import shomei.enrollment.KeyType;
import shomei.sdk.Csr;

/// Certificates for whatever key a store made.
final class TestCa {
  private static final KeyPair KEYS = keys();
  private static final X500Name NAME = new X500Name("O=Stand Bank,CN=Stand Bank CA");
  private static final AtomicInteger SERIAL = new AtomicInteger(1);

  private TestCa() {}

  static X509Certificate certificate(PublicKey key) {
    return certificate(key, new X500Name("O=Stand Bank,CN=12345678901234 taro"));
  }

  static X509Certificate authority() {
    return certificate(KEYS.getPublic(), NAME);
  }

  private static X509Certificate certificate(PublicKey key, X500Name subject) {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              new JcaX509v3CertificateBuilder(
                      NAME,
                      BigInteger.valueOf(SERIAL.getAndIncrement()),
                      Date.from(Instant.parse("2026-01-01T00:00:00Z")),
                      Date.from(Instant.parse("2036-01-01T00:00:00Z")),
                      subject,
                      key)
                  .build(Csr.signer(KEYS)));
    } catch (Exception fault) {
      throw new AssertionError(fault);
    }
  }

  private static KeyPair keys() {
    try {
      return KeyType.P256.generator().generateKeyPair();
    } catch (Exception fault) {
      throw new AssertionError(fault);
    }
  }
}
