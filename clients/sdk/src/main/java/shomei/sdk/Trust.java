package shomei.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Which certification authorities the server's TLS certificate may come from.
public final class Trust {
  private final Set<X509Certificate> authorities;
  private final SSLContext context;

  private Trust(Set<X509Certificate> authorities, SSLContext context) {
    this.authorities = authorities;
    this.context = context;
  }

  /// Those that the Java platform trusts.
  public static Trust ofPlatform() throws GeneralSecurityException {
    return of(null, SSLContext.getDefault());
  }

  /// @param file one or more certificates, PEM or DER
  /// @throws CertificateException where there is none in it
  public static Trust ofCertificates(Path file) throws IOException, GeneralSecurityException {
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
  public static Trust ofStore(Path file, char[] password)
      throws IOException, GeneralSecurityException {
    return of(KeyStore.getInstance(file.toFile(), password));
  }

  /// @param anchors a loaded key store; its trusted certificates count
  public static Trust of(KeyStore anchors) throws GeneralSecurityException {
    return of(anchors, SSLContext.getInstance("TLS"));
  }

  private static Trust of(@Nullable KeyStore anchors, SSLContext context)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(anchors);
    if (anchors != null) {
      context.init(null, factory.getTrustManagers(), null);
    }
    return new Trust(
        Stream.of(factory.getTrustManagers())
            .filter(X509TrustManager.class::isInstance)
            .flatMap(manager -> Stream.of(((X509TrustManager) manager).getAcceptedIssuers()))
            .collect(Collectors.toUnmodifiableSet()),
        context);
  }

  /// For TLS connections that trust these authorities and no others.
  public SSLContext context() {
    return context;
  }

  /// Whether these authorities vouched for the certificate at that time. Revocation is not asked
  /// for.
  ///
  /// @param chain the server's certificate first
  boolean holds(List<X509Certificate> chain, Instant time) {
    if (chain.isEmpty() || authorities.isEmpty()) {
      return false;
    }
    try {
      X509CertSelector server = new X509CertSelector();
      server.setCertificate(chain.getFirst());
      PKIXBuilderParameters parameters =
          new PKIXBuilderParameters(
              authorities.stream()
                  .map(authority -> new TrustAnchor(authority, null))
                  .collect(Collectors.toUnmodifiableSet()),
              server);
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(time));
      CertPathBuilder.getInstance("PKIX").build(parameters);
      return true;
    } catch (GeneralSecurityException none) {
      return false;
    }
  }
}
