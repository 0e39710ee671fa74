package shomei.web.listener;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import shomei.web.HttpSettings;
import shomei.web.exchange.Head;
import shomei.web.exchange.Site;
import shomei.web.exchange.Trouble;

/// A port on which a site is served, over TLS or plain, in HTTP/1.1 and, over TLS, HTTP/2.
public final class Listener {
  private static final Duration SWEEP = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final String name;
  private final HttpSettings.Endpoint endpoint;
  private final HttpServerOptions options;
  private final boolean mutual;
  private final Desk desk;
  private final Semaphore places;
  private final ClientAddress addresses;
  private final RandomGenerator random;
  private final Queue<HttpServer> servers = new ConcurrentLinkedQueue<>();
  private int port;

  /// @param name of this listener in metrics
  /// @param tls empty for plain HTTP
  /// @param random draws request ids
  public Listener(
      Vertx vertx,
      String name,
      HttpSettings.Endpoint endpoint,
      Optional<HttpSettings.Tls> tls,
      HttpSettings settings,
      Site site,
      MeterRegistry registry,
      InstantSource clock,
      RandomGenerator random) {
    HttpSettings.Limits limits = settings.limits();
    Semaphore admission = new Semaphore(limits.inFlight());
    Semaphore memory = new Semaphore(limits.bufferedOctets());
    Meters meters = new Meters(registry, name, admission, memory, limits);
    this.vertx = vertx;
    this.name = name;
    this.endpoint = endpoint;
    this.options = Options.of(tls, limits);
    this.mutual = tls.filter(HttpSettings.Tls::mutual).isPresent();
    this.desk = new Desk(site, limits, admission, memory, meters, clock);
    this.places = new Semaphore(limits.connections());
    this.addresses = new ClientAddress(settings.trustedProxies());
    this.random = random;
  }

  /// Listens.
  ///
  /// @throws IllegalStateException where the port is taken or the key material unusable
  public void start() {
    await(
        vertx.deployVerticle(
            Loop::new, new DeploymentOptions().setInstances(desk.limits().eventLoops())),
        PATIENCE,
        "listen on " + endpoint.host() + ":" + endpoint.port());
    port = servers.element().actualPort();
  }

  /// The port that it listens on.
  public int port() {
    return port;
  }

  /// Takes no further connections, waits for what is in work as long as the settings say, then
  /// closes what is left.
  public void close() {
    Duration drain = desk.limits().drain();
    List<Future<Void>> ends = servers.stream().map(server -> server.shutdown(drain)).toList();
    await(Future.join(ends), drain.plus(PATIENCE), "close");
  }

  private static void await(Future<?> future, Duration patience, String what) {
    try {
      future.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (Exception failed) {
      // whatever the future failed with, checked or not
      throw new IllegalStateException("cannot " + what + ": " + failed.getMessage(), failed);
    }
  }

  /// One event loop's share.
  private final class Loop extends VerticleBase {
    private final Connections connections =
        new Connections(places, desk.limits().idle(), desk.meters());

    @Override
    public Future<?> start() {
      vertx.setPeriodic(SWEEP.toMillis(), tick -> connections.sweep());
      HttpServer server =
          vertx
              .createHttpServer(options)
              .connectionHandler(connections::opened)
              .invalidRequestHandler(request -> exchange(request).refuse(trouble(request)))
              .requestHandler(request -> exchange(request).begin());
      servers.add(server);
      return server.listen(Options.address(endpoint, name));
    }

    private Exchange exchange(HttpServerRequest request) {
      return new Exchange(desk, connections, request, head(request), vertx);
    }
  }

  private Head head(HttpServerRequest request) {
    Map<String, String> headers = new HashMap<>();
    request
        .headers()
        .forEach(
            (header, value) ->
                headers.merge(header.toLowerCase(Locale.ROOT), value, (a, b) -> a + ", " + b));
    byte[] id = new byte[8];
    random.nextBytes(id);
    return new Head(
        HexFormat.of().formatHex(id),
        request.method().name(),
        originForm(Optional.ofNullable(request.uri()).orElse("")),
        headers,
        addresses.of(request.remoteAddress().hostAddress(), headers.get("x-forwarded-for")),
        mutual ? ClientCertificates.of(request.connection()) : Optional.empty());
  }

  /// A request may name its target with scheme and host before it (RFC 9112 §3.2.2); both are
  /// ignored, as `Host` is.
  private static String originForm(String target) {
    if (target.startsWith("/")) {
      return target;
    }
    int authority = target.indexOf("://");
    int path = authority < 0 ? -1 : target.indexOf('/', authority + 3);
    return path < 0 ? target : target.substring(path);
  }

  private static Trouble trouble(HttpServerRequest request) {
    return switch (request.decoderResult().cause()) {
      case TooLongHttpLineException line -> Trouble.LONG_TARGET;
      case TooLongHttpHeaderException header -> Trouble.LARGE_HEAD;
      case null, default -> Trouble.NOT_HTTP;
    };
  }
}
