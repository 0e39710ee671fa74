package shomei.web.listener;

import io.vertx.core.http.HttpConnection;
import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.X509ExtendedTrustManager;
import shomei.domain.kernel.Octets;

/// The certificates that clients show in mutual TLS.
///
/// TLS proves only that the client has the certificate's key. Whose it is, and whether it is good
/// now, is the site's to judge with every request: on a connection that lasts, or a session that is
/// resumed, no trust manager would be asked again.
final class ClientCertificates {
  /// Accepts every certificate: they are pinned, so their issuers say nothing.
  static final X509ExtendedTrustManager ACCEPTING = new Accepting();

  private ClientCertificates() {}

  /// The client's own, in DER, also where the session was resumed.
  static Optional<Octets> of(HttpConnection connection) {
    try {
      List<Certificate> chain = connection.peerCertificates();
      return chain.isEmpty()
          ? Optional.empty()
          : Optional.of(Octets.of(chain.getFirst().getEncoded()));
    } catch (SSLPeerUnverifiedException none) {
      return Optional.empty();
    } catch (CertificateEncodingException fault) {
      throw new IllegalStateException(fault);
    }
  }

  private static final class Accepting extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      throw new UnsupportedOperationException("there are no servers to trust here");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
      checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      checkServerTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
