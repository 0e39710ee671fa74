package shomei.sdk;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
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

  /// Reads what people and `https_proxy` name a proxy by:
  /// `[http://][USER[:PASSWORD]@]HOST:PORT[/]`. Octets of user and password that an address cannot
  /// hold stand there as `%XX`, of UTF-8 (RFC 3986 §2.1); `+` is a plus sign.
  ///
  /// @throws IllegalArgumentException where it is not that; the message does not repeat the text,
  ///   which may hold a password
  public static HttpProxy parse(String text) {
    URI uri;
    try {
      uri = new URI(text.contains("://") ? text : "http://" + text);
    } catch (URISyntaxException noAddress) {
      throw unfit();
    }
    boolean more =
        !uri.getRawPath().isEmpty() && !uri.getRawPath().equals("/")
            || uri.getRawQuery() != null
            || uri.getRawFragment() != null;
    if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null || more) {
      throw unfit();
    }
    return new HttpProxy(
        uri.getHost(), uri.getPort(), Optional.ofNullable(uri.getRawUserInfo()).map(Login::parse));
  }

  private static IllegalArgumentException unfit() {
    return new IllegalArgumentException("a proxy is named http://HOST:PORT");
  }

  public HttpProxy withLogin(Login known) {
    return new HttpProxy(host, port, Optional.of(known));
  }

  /// Who the proxy knows; never the subscriber's login.
  ///
  /// Danger: with Basic the password crosses the local network in the clear, as every browser sends
  /// it to such a proxy.
  public record Login(String user, String password) {

    private static Login parse(String userInfo) {
      String[] parts = userInfo.split(":", 2);
      return new Login(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
    }

    /// `%XX` decoded. [URLDecoder] reads forms, where a plus sign is a blank.
    private static String decoded(String text) {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
      return "Login[" + user + "]";
    }
  }
}
