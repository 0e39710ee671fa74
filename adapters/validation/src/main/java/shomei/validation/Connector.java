package shomei.validation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.ssl.SSLContexts;
import shomei.domain.kernel.Reason;

/// Opens connections to names: to an address that was resolved just now and checked, so that
/// nothing is resolved a second time, and over a socket that takes only so many octets.
final class Connector {
  /// Room for a TLS handshake with a long chain and the longest head beside it.
  static final int MOST_OCTETS = 128 * 1024;

  /// Addresses that are tried, each with its share of the time.
  private static final int MOST_ADDRESSES = 3;

  private final Dns dns;
  private final AddressGuard guard;
  private final Duration timeout;
  private final SSLContext anybody;

  Connector(Dns dns, AddressGuard guard, Duration timeout) {
    this.dns = dns;
    this.guard = guard;
    this.timeout = timeout;
    try {
      // whom a certificate comes from does not matter: a redirect to https may lead to any (RFC
      // 8555 §8.3), and what that of tls-alpn-01 says is checked there
      this.anybody = SSLContexts.custom().loadTrustMaterial((chain, type) -> true).build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks TLS", e);
    }
  }

  Socket connect(String name, int port) throws LookFailed {
    List<InetAddress> addresses = dns.addresses(name);
    for (InetAddress address : addresses) {
      guard.check(address);
    }
    for (InetAddress address : addresses.subList(0, Math.min(addresses.size(), MOST_ADDRESSES))) {
      try {
        return connect(new InetSocketAddress(address, port));
      } catch (IOException e) {
        if (Thread.currentThread().isInterrupted()) {
          break;
        }
      }
    }
    throw new LookFailed(Reason.CONNECTION, "no answer from %s port %d".formatted(name, port));
  }

  Socket connect(InetSocketAddress address) throws IOException {
    Socket socket = new BoundedSocket(MOST_OCTETS);
    try {
      socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
      socket.connect(address, Math.toIntExact(timeout.dividedBy(MOST_ADDRESSES).toMillis()));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /// TLS over a connection, which closes with it.
  ///
  /// @param adjust may change what is offered
  SSLSocket secure(Socket plain, String name, Consumer<SSLParameters> adjust) throws IOException {
    SSLSocket socket =
        (SSLSocket) anybody.getSocketFactory().createSocket(plain, name, plain.getPort(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(name)));
    adjust.accept(parameters);
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }
}
