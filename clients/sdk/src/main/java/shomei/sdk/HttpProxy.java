package shomei.sdk;

import java.util.Optional;

/// An HTTP proxy through which the server is reached, by CONNECT. It sees where the connection goes
/// and no more: TLS runs from the client to the server.
///
/// @param port 1–65535
/// @param login for a proxy that asks who is there, by Basic or Digest
public record HttpProxy(String host, int port, Optional<Login> login) {

  public HttpProxy {
    if (host.isBlank() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException("a proxy has a host name and a port");
    }
  }

  public HttpProxy withLogin(Login known) {
    return new HttpProxy(host, port, Optional.of(known));
  }

  /// Who the proxy knows; never the subscriber's login.
  ///
  /// Danger: with Basic the password crosses the local network in the clear, as every browser sends
  /// it to such a proxy.
  public record Login(String user, String password) {

    @Override
    public String toString() {
      return "Login[" + user + "]";
    }
  }
}
