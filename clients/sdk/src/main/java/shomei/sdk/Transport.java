package shomei.sdk;

import java.io.IOException;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import shomei.protocol.problem.Problem;
import shomei.protocol.problem.ProblemType;

/// Sends requests and repeats those that may be repeated. Addresses come from the server, so each
/// is checked: PINs go nowhere but over TLS, and no redirect is followed (RFC 8555 §6.1).
final class Transport implements AutoCloseable {
  static final String NONCE = "Replay-Nonce";

  private static final String AGENT = "shomei-sdk/0.1 java/" + Runtime.version().feature();
  private static final String DISABLED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";
  private static final int MAX_ANSWER = 1024 * 1024;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final int PROXY_WANTS_LOGIN = 407;

  // The platform answers no proxy that asks for Basic before it opens a tunnel, unless told
  // otherwise, and reads the setting once, when its HTTP client is first used. Only a login that
  // the
  // caller gave is ever sent. A program that has used an HttpClient of its own before must set this
  // itself at its start.
  static {
    if (System.getProperty(DISABLED_SCHEMES) == null) {
      System.setProperty(DISABLED_SCHEMES, "");
    }
  }

  private final HttpClient http;
  private final ClientSettings settings;
  private final NoncePool nonces = new NoncePool();
  private final Optional<ProxyLogin> proxyLogin;
  private final ReentrantLock introducing = new ReentrantLock();
  private volatile boolean introduced;

  Transport(ClientSettings settings) {
    this.settings = settings;
    this.proxyLogin = settings.proxy().flatMap(HttpProxy::login).map(ProxyLogin::new);
    this.introduced = proxyLogin.isEmpty();
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.connectTimeout());
    settings.tls().ifPresent(builder::sslContext);
    settings
        .proxy()
        .ifPresentOrElse(
            proxy -> use(proxy, builder), () -> builder.proxy(HttpClient.Builder.NO_PROXY));
    this.http = builder.build();
  }

  private void use(HttpProxy proxy, HttpClient.Builder builder) {
    builder.proxy(ProxySelector.of(InetSocketAddress.createUnresolved(proxy.host(), proxy.port())));
    proxyLogin.ifPresent(builder::authenticator);
  }

  NoncePool nonces() {
    return nonces;
  }

  HttpRequest.Builder request(URI uri) {
    if (!"https".equals(uri.getScheme()) || uri.getHost() == null) {
      throw new AcmeFailure.Unreadable("not an https address: " + uri);
    }
    return HttpRequest.newBuilder(uri)
        .header("User-Agent", AGENT)
        .header("Accept-Language", settings.language().toLanguageTag());
  }

  /// @param repeatable whether sending it twice does no more than sending it once
  /// @param request makes it anew for each try, with a nonce of its own
  /// @return an answer with a status below 400
  Reply exchange(boolean repeatable, Supplier<HttpRequest> request) {
    Duration pause = FIRST_PAUSE;
    for (int tried = 1; ; tried++) {
      boolean last = tried >= settings.tries();
      HttpRequest next = request.get();
      try {
        Reply reply = introduced ? send(next) : introduce(next);
        reply.header(NONCE).ifPresent(nonces::put);
        if (reply.status() < 400) {
          return reply;
        }
        pause = settle(reply, last, pause);
      } catch (SSLException untrusted) {
        throw new AcmeFailure.Unreachable(next.uri(), untrusted);
      } catch (IOException broken) {
        if (proxyLogin.map(ProxyLogin::refused).orElse(false)) {
          throw new AcmeFailure.ProxyRefused(settings.proxy().orElseThrow());
        }
        if (last || !(repeatable || broken instanceof ConnectException)) {
          throw new AcmeFailure.Unreachable(next.uri(), broken);
        }
      }
      if (pause.isPositive()) {
        pause(pause);
      }
      pause = pause.isPositive() ? pause.multipliedBy(2) : FIRST_PAUSE;
    }
  }

  /// How long to wait before the next try.
  ///
  /// @throws AcmeFailure where there is none
  private Duration settle(Reply reply, boolean last, Duration pause) {
    if (reply.status() == PROXY_WANTS_LOGIN && settings.proxy().isPresent()) {
      throw new AcmeFailure.ProxyRefused(settings.proxy().get());
    }
    Problem problem = reply.problem();
    if (problem.hasType(ProblemType.BAD_NONCE) && !last) {
      nonces.clear();
      reply.header(NONCE).ifPresent(nonces::put);
      return Duration.ZERO;
    }
    if (!reply.isBusy()) {
      throw new AcmeFailure.Refused(problem, reply.status(), reply.location());
    }
    Optional<Duration> asked = reply.retryAfter(settings.clock());
    if (last || asked.orElse(pause).compareTo(settings.patience()) > 0) {
      throw new AcmeFailure.Busy(problem, asked);
    }
    return asked.filter(Duration::isPositive).orElse(pause);
  }

  void pause(Duration time) {
    try {
      settings.waiter().pause(time);
    } catch (InterruptedException stop) {
      throw interrupted(stop);
    }
  }

  /// One request at a time, until the proxy has taken the login: so a second question means that
  /// the login was wrong.
  private Reply introduce(HttpRequest request) throws IOException {
    introducing.lock();
    try {
      Reply reply = send(request);
      introduced = introduced || reply.status() != PROXY_WANTS_LOGIN;
      return reply;
    } finally {
      introducing.unlock();
    }
  }

  /// The timeout of [HttpRequest] ends with the headers; this one covers a body that never ends.
  private Reply send(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER));
    try {
      HttpResponse<byte[]> response =
          answer.get(settings.requestTimeout().toNanos(), TimeUnit.NANOSECONDS);
      if (response.statusCode() != PROXY_WANTS_LOGIN) {
        proxyLogin.ifPresent(ProxyLogin::proven);
      }
      return new Reply(request.uri(), response.statusCode(), response.headers(), response.body());
    } catch (TimeoutException slow) {
      answer.cancel(true);
      throw new IOException("no answer within " + settings.requestTimeout(), slow);
    } catch (InterruptedException stop) {
      answer.cancel(true);
      throw interrupted(stop);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException broken) {
        throw broken;
      }
      throw new IllegalStateException("the HTTP client failed", failed);
    }
  }

  private static AcmeFailure.Interrupted interrupted(InterruptedException stop) {
    Thread.currentThread().interrupt();
    return new AcmeFailure.Interrupted(stop);
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }

  /// Gives the login to the proxy and to nobody else, and a second time only after it was good: the
  /// platform would try a wrong one until the proxy locks it.
  private static final class ProxyLogin extends Authenticator {
    private final HttpProxy.Login login;
    private final AtomicBoolean given = new AtomicBoolean();
    private volatile boolean refused;

    ProxyLogin(HttpProxy.Login login) {
      this.login = login;
    }

    void proven() {
      given.set(false);
    }

    boolean refused() {
      return refused;
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      if (getRequestorType() != RequestorType.PROXY) {
        return null;
      }
      if (given.getAndSet(true)) {
        refused = true;
        return null;
      }
      return new PasswordAuthentication(login.user(), login.password().toCharArray());
    }
  }
}
