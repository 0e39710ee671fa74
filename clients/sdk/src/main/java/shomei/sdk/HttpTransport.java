package shomei.sdk;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/// HTTP/1.1 over TLS by `java.net.http`, through a proxy where there is one.
///
/// Of an answer it reads a head of 384 KiB (the platform's `jdk.http.maxHeaderSize`) behind at most
/// 8 interim ones (`jdk.httpclient.maxNonFinalResponses`), a body of 1 MiB, and all of it within
/// the request's time. It follows no redirect.
final class HttpTransport implements Transport {
  private static final String DISABLED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";
  private static final int MAX_BODY = 1024 * 1024;
  private static final int PROXY_WANTS_LOGIN = 407;

  /// So the platform tells that a proxy took the login and found nobody behind it. Not any other
  /// status: there are proxies that tell by 401 or 403 that a login is wrong.
  private static final String NOBODY_BEHIND = "Tunnel failed, got: 5";

  // The platform answers no proxy that asks for Basic before it opens a tunnel, unless told
  // otherwise, and reads the setting once, when its HTTP client is first used. Only a login that
  // the caller gave is ever sent. A program that has used an HttpClient of its own before must set
  // this itself at its start.
  static {
    if (System.getProperty(DISABLED_SCHEMES) == null) {
      System.setProperty(DISABLED_SCHEMES, "");
    }
  }

  private final HttpClient http;
  private final ClientSettings settings;
  private final Optional<ProxyLogin> proxyLogin;
  private final ReentrantLock introducing = new ReentrantLock();
  private volatile boolean introduced;

  HttpTransport(ClientSettings settings) {
    this.settings = settings;
    this.proxyLogin = settings.proxy().flatMap(HttpProxy::login).map(ProxyLogin::new);
    this.introduced = proxyLogin.isEmpty();
    this.http = client(settings.trust().map(Trust::context));
  }

  /// @param tls absent: the platform's
  private HttpClient client(Optional<SSLContext> tls) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.connectTimeout());
    tls.ifPresent(builder::sslContext);
    settings
        .proxy()
        .ifPresentOrElse(
            proxy -> use(proxy, builder), () -> builder.proxy(HttpClient.Builder.NO_PROXY));
    return builder.build();
  }

  private void use(HttpProxy proxy, HttpClient.Builder builder) {
    builder.proxy(ProxySelector.of(InetSocketAddress.createUnresolved(proxy.host(), proxy.port())));
    proxyLogin.ifPresent(builder::authenticator);
  }

  @Override
  public Response send(Request request) throws IOException, InterruptedException {
    try {
      return introduced ? exchange(request) : introduce(request);
    } catch (SSLException refused) {
      throw new AcmeFailure.Unreachable(
          request.uri(),
          refused,
          ServerClock.after(refused, request.uri(), this::client, settings));
    } catch (IOException broken) {
      if (proxyLogin.map(ProxyLogin::refused).orElse(false)) {
        throw proxyRefused();
      }
      if (String.valueOf(broken.getMessage()).startsWith(NOBODY_BEHIND)) {
        proxyLogin.ifPresent(ProxyLogin::proven);
      }
      throw broken;
    }
  }

  /// One request at a time, until the proxy has taken the login: so a second question means that
  /// the login was wrong.
  private Response introduce(Request request) throws IOException, InterruptedException {
    introducing.lock();
    try {
      Response response = exchange(request);
      introduced = true;
      return response;
    } finally {
      introducing.unlock();
    }
  }

  private Response exchange(Request request) throws IOException, InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request.uri())
            .method(
                request.method(),
                request.body().length == 0
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(request.body()));
    request.headers().forEach(builder::header);
    Duration time = settings.requestTimeout().plus(request.resource().held());
    HttpResponse<byte[]> response = whole(http, builder.build(), time);
    if (response.statusCode() == PROXY_WANTS_LOGIN && settings.proxy().isPresent()) {
      throw proxyRefused();
    }
    proxyLogin.ifPresent(ProxyLogin::proven);
    return new Response(response.statusCode(), response.headers(), response.body());
  }

  private AcmeFailure.ProxyRefused proxyRefused() {
    return new AcmeFailure.ProxyRefused(settings.proxy().orElseThrow());
  }

  /// The timeout of [HttpRequest] ends with the headers; this one covers a body that never ends.
  static HttpResponse<byte[]> whole(HttpClient client, HttpRequest request, Duration time)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BODY));
    try {
      return answer.get(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException slow) {
      answer.cancel(true);
      throw new IOException("no answer within " + time, slow);
    } catch (InterruptedException stop) {
      answer.cancel(true);
      throw stop;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException broken) {
        throw broken;
      }
      throw new IllegalStateException("the HTTP client failed", failed);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
