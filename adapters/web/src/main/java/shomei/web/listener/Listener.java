package shomei.web.listener;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.opentelemetry.api.OpenTelemetry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.transports.TransportInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import shomei.web.http.Endpoint;
import shomei.web.http.HttpError;
import shomei.web.http.Routes;
import shomei.web.http.Site;

/// A port on which a site is served, over TLS or plain, in HTTP/1.1 and, over TLS, HTTP/2.
public final class Listener {
  private static final Duration SWEEP = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final ListenerSettings settings;
  private final Site site;
  private final Capacity capacity;
  private final Meters meters;
  private final Traces traces;
  private final ConnectionShares shares;
  private final InstantSource clock;
  private final RequestHeads heads;
  private final Queue<HttpServer> servers = new ConcurrentLinkedQueue<>();
  private volatile @Nullable Future<Void> ended;
  private volatile Optional<ServerKey> key = Optional.empty();
  private volatile Optional<String> keyFault = Optional.empty();
  private int port;

  /// @param telemetry where requests are traced; `noop` where they are not
  /// @param random draws request ids
  public Listener(
      ListenerSettings settings,
      Site site,
      MeterRegistry registry,
      OpenTelemetry telemetry,
      InstantSource clock,
      RandomGenerator random) {
    this.settings = settings;
    this.site = site;
    this.capacity = Capacity.of(settings.limits());
    this.meters = new Meters(registry, settings.name(), capacity, settings.limits());
    this.traces = new Traces(telemetry, settings.name());
    this.shares =
        new ConnectionShares(
            settings.limits().connections(),
            settings.trustedProxies(),
            settings.proxyProtocol(),
            Ticker.systemTicker());
    this.vertx = vertx(settings, new BoundedTransport(shares, meters));
    this.clock = clock;
    this.heads =
        new RequestHeads(
            new ClientAddress(settings.trustedProxies()),
            settings
                .tls()
                .filter(tls -> !(tls.client() instanceof ListenerSettings.ClientCertificate.None))
                .isPresent(),
            random);
  }

  /// Event loops of its own, so that no listener waits for another's.
  private static Vertx vertx(ListenerSettings settings, BoundedTransport transport) {
    return Vertx.builder()
        .with(
            new VertxOptions()
                .setEventLoopPoolSize(settings.limits().eventLoops())
                // nothing is served from files, so none are copied to the temporary folder
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)))
        .withTransport(new TransportInternal("bounded", true, null, transport))
        .build();
  }

  /// Listens.
  ///
  /// @throws IllegalStateException where the port is taken or the key material unusable
  public void start() {
    key = settings.tls().map(tls -> ServerKey.read(tls.key(), vertx));
    await(
        vertx.deployVerticle(
            Loop::new, new DeploymentOptions().setInstances(settings.limits().eventLoops())),
        PATIENCE,
        "listen on " + settings.host() + ":" + settings.port());
    port = servers.element().actualPort();
  }

  /// Reads certificate and key again. Others than before are shown from the next handshake on;
  /// connections that stand stay. Files that cannot be used, or whose certificate has ended, change
  /// nothing, and [#shown()] tells.
  public void renewKey() {
    settings.tls().ifPresent(this::renewKey);
  }

  private synchronized void renewKey(ListenerSettings.Tls tls) {
    try {
      ServerKey fresh = ServerKey.read(tls.key(), vertx);
      if (!key.orElseThrow().same(fresh)) {
        if (fresh.certificate().getNotAfter().toInstant().isBefore(clock.instant())) {
          throw new IllegalStateException("the new certificate has ended already");
        }
        await(
            servers
                .element()
                .updateSSLOptions(
                    ServerOptions.of(settings, Optional.of(fresh)).getSslOptions(), true),
            PATIENCE,
            "show the new certificate of " + settings.name());
        key = Optional.of(fresh);
      }
      keyFault = Optional.empty();
    } catch (IllegalStateException broken) {
      keyFault = Optional.of(String.valueOf(broken.getMessage()));
    }
  }

  /// What it shows now, over TLS.
  public Optional<ShownCertificate> shown() {
    return key.map(it -> new ShownCertificate(settings.name(), it.certificate(), keyFault));
  }

  public String name() {
    return settings.name();
  }

  /// The port that it listens on.
  public int port() {
    return port;
  }

  /// Takes no further connections, waits for what is in work as long as the settings say, then
  /// closes what is left.
  public void close() {
    await(shutdown(), settings.limits().drain().plus(PATIENCE), "close " + settings.name());
  }

  /// Begins to close; for whoever closes several at once.
  public synchronized Future<Void> shutdown() {
    if (ended == null) {
      site.end();
      Duration drain = settings.limits().drain();
      ended =
          Future.join(servers.stream().map(server -> server.shutdown(drain)).toList())
              .transform(closed -> vertx.close());
    }
    return ended;
  }

  private static void await(Future<?> future, Duration patience, String what) {
    try {
      future.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (Exception failed) {
      // whatever the future failed with, checked or not
      throw new IllegalStateException("cannot " + what + ": " + failed.getMessage(), failed);
    }
  }

  /// One event loop's share: its connections, and the router that requests come to once they are
  /// read.
  private final class Loop extends VerticleBase {
    @Override
    public Future<?> start() {
      Connections connections =
          new Connections(shares, settings.limits().idle(), () -> ended != null);
      vertx.setPeriodic(SWEEP.toMillis(), tick -> connections.sweep());
      Router router = Router.router(vertx);
      Routes routes = new Routes(router, Listener::dispatching);
      Serving serving =
          new Serving(
              site, routes, settings.limits(), capacity, connections, meters, traces, clock);
      router.route().handler(routing -> exchange(serving, routing.request()).read(routing));
      site.mount(routes);
      router.uncaughtErrorHandler(
          routing ->
              Optional.ofNullable(Exchange.of(routing))
                  .orElseGet(() -> exchange(serving, routing.request()))
                  .fail(routing));
      HttpServer server =
          vertx
              .createHttpServer(ServerOptions.of(settings, key))
              .connectionHandler(connections::opened)
              .invalidRequestHandler(request -> exchange(serving, request).refuse(invalid(request)))
              .requestHandler(router);
      servers.add(server);
      return server.listen(ServerOptions.address(settings));
    }

    private Exchange exchange(Serving serving, HttpServerRequest request) {
      return new Exchange(serving, request, heads.of(request), vertx);
    }
  }

  private static Handler<RoutingContext> dispatching(Endpoint endpoint) {
    return routing -> {
      Exchange exchange = Exchange.of(routing);
      if (exchange == null) {
        throw new IllegalStateException("a request was routed before it was read");
      }
      exchange.dispatch(routing, endpoint);
    };
  }

  private static HttpError invalid(HttpServerRequest request) {
    return switch (request.decoderResult().cause()) {
      case TooLongHttpLineException line ->
          HttpError.of(414, "The address of the request is too long.");
      case TooLongHttpHeaderException header ->
          HttpError.of(431, "The header of the request is too large.");
      case null, default -> HttpError.of(400, "The request is not well-formed HTTP.");
    };
  }
}
