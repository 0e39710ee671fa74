package shomei.web.listener;

import io.vertx.core.http.HttpConnection;
import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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
  private ClientCertificates() {}

  /// Accepts every certificate: the site judges it.
  ///
  /// @param issuers those that the client is told, at each handshake
  static X509ExtendedTrustManager accepting(Supplier<List<X509Certificate>> issuers) {
    return new Accepting(issuers);
  }

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
    private final Supplier<List<X509Certificate>> issuers;

    private Accepting(Supplier<List<X509Certificate>> issuers) {
      this.issuers = issuers;
    }

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
      return issuers.get().toArray(X509Certificate[]::new);
    }
  }
}
