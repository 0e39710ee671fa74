package shomei.load.work;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import shomei.load.wire.OperationFailure;

/// A certificate that a subscriber holds, with its key and the account that it came by.
///
/// @param account its address
/// @param keys of the certificate
record SubscriberCertificate(
    SubscriberLogin login,
    AccountKeys accountKeys,
    URI account,
    KeyPair keys,
    X509Certificate certificate) {

  /// @throws OperationFailure where it is not X.509
  static X509Certificate read(byte[] der) throws OperationFailure {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException garbled) {
      throw new OperationFailure("unreadable", "the certificate is not X.509");
    }
  }
}
