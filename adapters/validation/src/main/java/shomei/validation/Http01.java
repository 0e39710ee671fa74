package shomei.validation;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.Timeout;
import shomei.domain.kernel.Reason;

/// RFC 8555 §8.3: `http://{name}/.well-known/acme-challenge/{token}` holds the key authorization.
final class Http01 implements AutoCloseable {
  private static final int MOST_REDIRECTS = 10;
  private static final int MOST_OCTETS = 1024;

  private final Dns dns;
  private final AddressGuard guard;
  private final ValidationSettings settings;
  private final CloseableHttpClient client;

  Http01(Dns dns, AddressGuard guard, ValidationSettings settings) {
    this.dns = dns;
    this.guard = guard;
    this.settings = settings;
    this.client = client(settings);
  }

  void look(String name, String token, String keyAuthorization) throws LookFailed {
    URI uri = URI.create("http://" + name + "/.well-known/acme-challenge/" + token);
    Set<URI> seen = new HashSet<>();
    while (seen.add(uri)) {
      if (seen.size() > MOST_REDIRECTS + 1) {
        throw new LookFailed(Reason.CONNECTION, name + " redirects too often");
      }
      Step step = get(uri);
      switch (step) {
        case Step.Body(var body) when body.equals(keyAuthorization) -> {
          return;
        }
        case Step.Body body ->
            throw new LookFailed(
                Reason.INCORRECT_RESPONSE, "what " + name + " serves is not the key authorization");
        case Step.Redirect(var to) -> uri = uri.resolve(to);
      }
    }
    throw new LookFailed(Reason.CONNECTION, name + " redirects in a circle");
  }

  private sealed interface Step {
    record Body(String text) implements Step {}

    record Redirect(URI to) implements Step {}
  }

  private Step get(URI uri) throws LookFailed {
    HttpHost target = target(uri);
    HttpGet request = new HttpGet(uri.getRawPath().isEmpty() ? "/" : path(uri));
    request.setHeader("Host", uri.getRawAuthority());
    request.setHeader("Accept", "*/*");
    try {
      return client.execute(target, request, response -> read(uri, response));
    } catch (WrappedFailure e) {
      throw e.failure;
    } catch (SSLException e) {
      throw new LookFailed(Reason.TLS, uri.getHost() + " does not speak TLS");
    } catch (IOException e) {
      throw new LookFailed(
          Reason.CONNECTION,
          "no answer from %s port %d".formatted(uri.getHost(), target.getPort()));
    }
  }

  private static String path(URI uri) {
    return uri.getRawQuery() == null
        ? uri.getRawPath()
        : uri.getRawPath() + "?" + uri.getRawQuery();
  }

  /// The very address that was checked, so that nothing is resolved a second time.
  private HttpHost target(URI uri) throws LookFailed {
    String host = uri.getHost();
    if (host == null || uri.getRawUserInfo() != null) {
      throw new LookFailed(Reason.CONNECTION, "a redirect leads to no host");
    }
    boolean secure = "https".equalsIgnoreCase(uri.getScheme());
    if (!secure && !"http".equalsIgnoreCase(uri.getScheme())) {
      throw new LookFailed(Reason.CONNECTION, "redirects may lead to http and https alone");
    }
    int usual = secure ? settings.httpsPort() : settings.httpPort();
    int port = uri.getPort() < 0 ? usual : uri.getPort();
    if (port != usual && port != (secure ? 443 : 80)) {
      throw new LookFailed(Reason.CONNECTION, "redirects may lead to the usual ports alone");
    }
    if (host.startsWith("[") || host.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9')) {
      throw new LookFailed(Reason.CONNECTION, "redirects may lead to names alone");
    }
    List<InetAddress> addresses = dns.addresses(host);
    for (InetAddress address : addresses) {
      guard.check(address);
    }
    return new HttpHost(secure ? "https" : "http", addresses.getFirst(), host, port);
  }

  private static Step read(URI uri, ClassicHttpResponse response) throws IOException {
    int status = response.getCode();
    Header location = response.getFirstHeader("Location");
    if (status >= 300 && status < 400 && location != null) {
      try {
        return new Step.Redirect(URI.create(location.getValue()));
      } catch (IllegalArgumentException e) {
        throw new WrappedFailure(
            new LookFailed(Reason.CONNECTION, uri.getHost() + " redirects to no address"));
      }
    }
    if (status != 200) {
      throw new WrappedFailure(
          new LookFailed(
              Reason.INCORRECT_RESPONSE,
              "%s answers with status %d".formatted(uri.getHost(), status)));
    }
    return new Step.Body(body(response.getEntity()));
  }

  /// As much as a key authorization may have, and white space behind it is let go.
  private static String body(HttpEntity entity) throws IOException {
    if (entity == null) {
      return "";
    }
    try (InputStream in = entity.getContent()) {
      byte[] octets = in.readNBytes(MOST_OCTETS + 1);
      return octets.length > MOST_OCTETS
          ? ""
          : new String(octets, StandardCharsets.ISO_8859_1).stripTrailing();
    }
  }

  private static CloseableHttpClient client(ValidationSettings settings) {
    Timeout timeout = Timeout.of(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    try {
      // RFC 8555 §8.3 wants proof over http; a redirect to https may lead to a certificate of any
      // kind.
      var tls =
          new DefaultClientTlsStrategy(
              SSLContexts.custom().loadTrustMaterial((chain, type) -> true).build(),
              NoopHostnameVerifier.INSTANCE);
      return HttpClients.custom()
          .setConnectionManager(
              PoolingHttpClientConnectionManagerBuilder.create()
                  .setMaxConnTotal(512)
                  .setMaxConnPerRoute(64)
                  .setTlsSocketStrategy(tls)
                  .setDefaultConnectionConfig(
                      ConnectionConfig.custom()
                          .setConnectTimeout(timeout)
                          .setSocketTimeout(timeout)
                          .build())
                  .build())
          .setDefaultRequestConfig(
              RequestConfig.custom()
                  .setResponseTimeout(timeout)
                  .setConnectionRequestTimeout(timeout)
                  .build())
          .setConnectionReuseStrategy((request, response, context) -> false)
          .disableRedirectHandling()
          .disableAutomaticRetries()
          .disableCookieManagement()
          .disableAuthCaching()
          .disableContentCompression()
          .setUserAgent("shomei-validation")
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks TLS", e);
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
  }

  /// Carries a failed look through the library's callback.
  private static final class WrappedFailure extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient LookFailed failure;

    WrappedFailure(LookFailed failure) {
      super(failure);
      this.failure = failure;
    }
  }
}
