package shomei.validation;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import shomei.domain.kernel.Reason;

/// RFC 8555 §8.3: `http://{name}/.well-known/acme-challenge/{token}` holds the key authorization.
final class Http01 {
  private static final int MOST_REDIRECTS = 10;

  private final Connector connector;
  private final ValidationSettings settings;

  Http01(Connector connector, ValidationSettings settings) {
    this.connector = connector;
    this.settings = settings;
  }

  void look(String name, String token, String keyAuthorization) throws LookFailed {
    URI uri = URI.create("http://" + name + "/.well-known/acme-challenge/" + token);
    Set<URI> seen = new HashSet<>();
    while (seen.add(uri)) {
      if (seen.size() > MOST_REDIRECTS + 1) {
        throw new LookFailed(Reason.CONNECTION, name + " redirects too often");
      }
      HttpExchange.Answer answer = get(uri);
      if (answer.status() == 200) {
        // white space behind it is let go
        if (!answer.body().stripTrailing().equals(keyAuthorization)) {
          throw new LookFailed(
              Reason.INCORRECT_RESPONSE, "what " + name + " serves is not the key authorization");
        }
        return;
      }
      uri = redirect(uri, answer);
    }
    throw new LookFailed(Reason.CONNECTION, name + " redirects in a circle");
  }

  private static URI redirect(URI uri, HttpExchange.Answer answer) throws LookFailed {
    if (answer.status() < 300 || answer.status() >= 400 || answer.location().isEmpty()) {
      throw new LookFailed(
          Reason.INCORRECT_RESPONSE,
          "%s answers with status %d".formatted(uri.getHost(), answer.status()));
    }
    try {
      return Reference.resolve(uri, answer.location().get());
    } catch (URISyntaxException e) {
      throw new LookFailed(Reason.CONNECTION, uri.getHost() + " redirects to no address");
    }
  }

  private HttpExchange.Answer get(URI uri) throws LookFailed {
    boolean secure = secure(uri);
    int port = port(uri, secure);
    try (Socket socket = connector.connect(uri.getHost(), port)) {
      if (!secure) {
        return HttpExchange.get(socket, uri.getRawAuthority(), path(uri));
      }
      return HttpExchange.get(
          connector.secure(socket, uri.getHost(), parameters -> {}),
          uri.getRawAuthority(),
          path(uri));
    } catch (SSLException e) {
      throw new LookFailed(Reason.TLS, uri.getHost() + " does not speak TLS");
    } catch (BoundedSocket.TooMuch | MessageConstraintException e) {
      throw new LookFailed(Reason.CONNECTION, uri.getHost() + " sends more than is read");
    } catch (IOException e) {
      throw new LookFailed(
          Reason.CONNECTION, "no answer from %s port %d".formatted(uri.getHost(), port));
    } catch (HttpException e) {
      throw new LookFailed(Reason.CONNECTION, uri.getHost() + " does not speak HTTP");
    }
  }

  private static String path(URI uri) {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  private static boolean secure(URI uri) throws LookFailed {
    boolean secure = "https".equalsIgnoreCase(uri.getScheme());
    if (!secure && !"http".equalsIgnoreCase(uri.getScheme())) {
      throw new LookFailed(Reason.CONNECTION, "redirects may lead to http and https alone");
    }
    return secure;
  }

  private int port(URI uri, boolean secure) throws LookFailed {
    String host = uri.getHost();
    if (host == null || uri.getRawUserInfo() != null) {
      throw new LookFailed(Reason.CONNECTION, "a redirect leads to no host");
    }
    if (host.startsWith("[") || host.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9')) {
      throw new LookFailed(Reason.CONNECTION, "redirects may lead to names alone");
    }
    int usual = secure ? settings.httpsPort() : settings.httpPort();
    int port = uri.getPort() < 0 ? usual : uri.getPort();
    if (port != usual && port != (secure ? 443 : 80)) {
      throw new LookFailed(Reason.CONNECTION, "redirects may lead to the usual ports alone");
    }
    return port;
  }
}
