package shomei.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Which certification authorities the server's TLS certificate may come from, in place of those
/// that the Java platform trusts.
public final class Trust {

  private Trust() {}

  /// @param file one or more certificates, PEM or DER
  /// @throws CertificateException where there is none in it
  public static SSLContext ofCertificates(Path file) throws IOException, GeneralSecurityException {
    Collection<? extends Certificate> certificates;
    try (InputStream in = Files.newInputStream(file)) {
      certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
    if (certificates.isEmpty()) {
      throw new CertificateException("no certificate in " + file);
    }
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    int number = 0;
    for (Certificate certificate : certificates) {
      anchors.setCertificateEntry("ca-" + number++, certificate);
    }
    return of(anchors);
  }

  /// @param file a trust store, PKCS#12 or JKS
  public static SSLContext ofStore(Path file, char[] password)
      throws IOException, GeneralSecurityException {
    return of(KeyStore.getInstance(file.toFile(), password));
  }

  /// @param anchors a loaded key store; its trusted certificates count
  public static SSLContext of(KeyStore anchors) throws GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(anchors);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
