package shomei.load.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// How connections are opened.
///
/// @param node where every connection goes instead of the address in the URL; the URL's host is
///   still whom the TLS certificate must name
public record Route(SSLSocketFactory tls, Optional<InetSocketAddress> node) {
  private static final int CONNECTING_MILLIS = 10_000;
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  Socket open(URI uri) throws IOException {
    boolean secure = "https".equals(uri.getScheme());
    int port = uri.getPort() >= 0 ? uri.getPort() : secure ? HTTPS : HTTP;
    Socket plain = new Socket();
    try {
      plain.setTcpNoDelay(true);
      plain.connect(
          node.map(n -> new InetSocketAddress(n.getHostString(), n.getPort()))
              .orElseGet(() -> new InetSocketAddress(uri.getHost(), port)),
          CONNECTING_MILLIS);
      return secure ? handshake(plain, uri.getHost(), port) : plain;
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  private Socket handshake(Socket plain, String host, int port) throws IOException {
    SSLSocket socket = (SSLSocket) tls.createSocket(plain, host, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(CONNECTING_MILLIS);
    socket.startHandshake();
    return socket;
  }
}
