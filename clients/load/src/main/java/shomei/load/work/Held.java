package shomei.load.work;

import java.io.ByteArrayInputStream;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import shomei.load.wire.Failed;
import shomei.sdk.CertificateFacts;

/// A certificate that a subscriber holds, with its key.
final class Held {
  private final Subscriber subscriber;
  private final Account account;
  private final KeyPair keys;
  private final byte[] der;

  Held(Subscriber subscriber, Account account, KeyPair keys, byte[] der) {
    this.subscriber = subscriber;
    this.account = account;
    this.keys = keys;
    this.der = der;
  }

  Subscriber subscriber() {
    return subscriber;
  }

  Account account() {
    return account;
  }

  KeyPair keys() {
    return keys;
  }

  byte[] der() {
    return der;
  }

  /// As in `replaces` (RFC 9773 §4.1).
  String certId() throws Failed {
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der));
      return CertificateFacts.certId(certificate).encoded();
    } catch (CertificateException garbled) {
      throw new Failed("unreadable", "the certificate is not X.509");
    }
  }
}
