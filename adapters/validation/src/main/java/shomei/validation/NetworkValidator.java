package shomei.validation;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.domain.authorization.Challenge;
import shomei.domain.authorization.ControlValidator;
import shomei.domain.authorization.Pause;
import shomei.domain.kernel.DnsName;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Reason;

/// Looks at names over the network. A look that fails is taken again after a pause, since DNS and
/// web servers are often a moment behind the client (RFC 8555 §8.2).
///
/// Threat: a target that answers one octet a second, or without end, or so that something of ours
/// breaks. Every look runs against the clock as a whole, on a thread of its own that is broken off;
/// it takes so many octets and no more; whatever is thrown in it fails that look and nothing else;
/// and only so many run at once.
public final class NetworkValidator implements ControlValidator, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NetworkValidator.class);

  private final ValidationSettings settings;
  private final Pause pause;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Dns dns;
  private final Connector connector;
  private final Http01 http;
  private final Dns01 text;
  private final TlsAlpn01 tls;
  private final Map<Challenge.Kind, Look> instead;
  private final Semaphore atOnce;

  /// One way to look.
  interface Look {
    void at(String name, String token, String keyAuthorization) throws LookFailed;
  }

  /// @throws IllegalArgumentException where an allowed range is none
  public NetworkValidator(ValidationSettings settings, Pause pause) {
    this(settings, pause, Map.of());
  }

  /// @param instead of our own, where there is one
  NetworkValidator(ValidationSettings settings, Pause pause, Map<Challenge.Kind, Look> instead) {
    this.settings = settings;
    this.pause = pause;
    this.atOnce = new Semaphore(settings.atOnce(), true);
    this.dns = new Dns(settings, threads);
    this.connector = new Connector(dns, new AddressGuard(settings.allowed()), settings.timeout());
    this.http = new Http01(connector, settings);
    this.text = new Dns01(dns);
    this.tls = new TlsAlpn01(connector, settings.tlsAlpnPort());
    this.instead = instead;
  }

  private Look look(Challenge.Kind kind) {
    return switch (kind) {
      case HTTP_01 -> http::look;
      case DNS_01 -> (name, token, expected) -> text.look(name, expected);
      case TLS_ALPN_01 -> (name, token, expected) -> tls.look(name, expected);
      case PIN_01, POSSESSION_01 -> throw new IllegalArgumentException(kind + " is not looked at");
    };
  }

  @Override
  public Outcome validate(Challenge.Kind kind, DnsName name, String token, String keyAuthorization)
      throws InterruptedException {
    Look look = instead.getOrDefault(kind, look(kind));
    Failure last = null;
    for (int taken = 0; taken < settings.tries(); taken++) {
      if (taken > 0) {
        pause.await(settings.pause());
      }
      try {
        timed(look, name.base(), token, keyAuthorization);
        return new Outcome.Proven();
      } catch (LookFailed failed) {
        last = failed.failure();
      }
    }
    return new Outcome.Failed(Objects.requireNonNull(last));
  }

  private void timed(Look look, String name, String token, String keyAuthorization)
      throws LookFailed, InterruptedException {
    Future<?> running = started(look, name, token, keyAuthorization);
    try {
      running.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new LookFailed(Reason.CONNECTION, name + " does not answer in time");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LookFailed failed) {
        throw failed;
      }
      LOG.error("a look at {} broke", name, e.getCause());
      throw new LookFailed(Reason.CONNECTION, "the look at " + name + " broke off");
    } finally {
      running.cancel(true);
    }
  }

  /// Waits for its turn, before its time runs. The turn is given back by the look itself: one that
  /// is broken off and runs on keeps it.
  private Future<?> started(Look look, String name, String token, String keyAuthorization)
      throws InterruptedException {
    FutureTask<Void> running =
        new FutureTask<>(
            () -> {
              look.at(name, token, keyAuthorization);
              return null;
            });
    atOnce.acquire();
    boolean started = false;
    try {
      threads.execute(
          () -> {
            try {
              running.run();
            } finally {
              atOnce.release();
            }
          });
      started = true;
      return running;
    } finally {
      if (!started) {
        atOnce.release();
      }
    }
  }

  /// Whether this node can look at all, found by a look at a page of its own over loopback:
  /// threads, sockets and HTTP are tried for real, and nobody else's servers.
  public boolean able() {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new ServerSocket(0, 1, loopback)) {
      server.setSoTimeout(Math.toIntExact(settings.timeout().toMillis()));
      Future<?> serving = threads.submit(() -> serveOnce(server));
      try (Socket socket =
          connector.connect(new InetSocketAddress(loopback, server.getLocalPort()))) {
        return HttpExchange.get(socket, "localhost", "/").status() == 204;
      } finally {
        serving.cancel(true);
      }
    } catch (Exception | Error fault) {
      LOG.warn("names cannot be looked at", fault);
      return false;
    }
  }

  private static Void serveOnce(ServerSocket server) throws java.io.IOException {
    try (Socket socket = server.accept()) {
      socket
          .getOutputStream()
          .write("HTTP/1.1 204 Here\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readNBytes(1);
    }
    return null;
  }

  /// Whether the DNS resolver answers, as far as looks have shown.
  public boolean resolverAnswers() {
    return dns.answers();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
