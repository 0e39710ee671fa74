package shomei.enrollment.connection;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// Judges a server's certificate as if it were the last second before it expires: issuer, name and
/// signatures must be right, the time of this PC does not matter.
final class TimelessTrust extends X509ExtendedTrustManager {
  private final Set<TrustAnchor> anchors;

  private TimelessTrust(Set<TrustAnchor> anchors) {
    this.anchors = anchors;
  }

  /// @param anchors absent: whatever the Java platform trusts
  static SSLContext of(Optional<KeyStore> anchors) throws GeneralSecurityException {
    TrustManagerFactory usual = TrustManagerFactory.getInstance("PKIX");
    usual.init(anchors.orElse(null));
    Set<TrustAnchor> trusted =
        managers(usual)
            .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers()))
            .map(issuer -> new TrustAnchor(issuer, null))
            .collect(Collectors.toSet());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TimelessTrust(trusted)}, null);
    return context;
  }

  private static Stream<X509ExtendedTrustManager> managers(TrustManagerFactory factory) {
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509ExtendedTrustManager.class::isInstance)
        .map(X509ExtendedTrustManager.class::cast);
  }

  private X509ExtendedTrustManager before(Date expiry) throws CertificateException {
    try {
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
      parameters.setDate(Date.from(expiry.toInstant().minusSeconds(1)));
      parameters.setRevocationEnabled(false);
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(new CertPathTrustManagerParameters(parameters));
      return managers(factory).findFirst().orElseThrow();
    } catch (GeneralSecurityException fault) {
      throw new CertificateException(fault);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    before(chain[0].getNotAfter()).checkServerTrusted(chain, type, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    before(chain[0].getNotAfter()).checkServerTrusted(chain, type, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    before(chain[0].getNotAfter()).checkServerTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("no server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return anchors.stream().map(TrustAnchor::getTrustedCert).toArray(X509Certificate[]::new);
  }
}
