package shomei.web;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import shomei.web.acme.AcmeSite;
import shomei.web.exchange.Site;
import shomei.web.listener.Listener;
import shomei.web.loginserver.LoginSite;
import shomei.web.ops.Operations;
import shomei.web.ops.OpsSite;
import shomei.web.status.Resources;
import shomei.web.status.StatusSite;

/// The running HTTP edge: its sites, each on its listener.
public final class HttpEdge implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  private final Vertx vertx;
  private final Listener acme;
  private final Listener status;
  private final Optional<Listener> login;
  private final Listener management;

  private HttpEdge(
      Vertx vertx, Listener acme, Listener status, Optional<Listener> login, Listener management) {
    this.vertx = vertx;
    this.acme = acme;
    this.status = status;
    this.login = login;
    this.management = management;
  }

  /// Starts to serve. When it returns, all ports accept connections.
  ///
  /// @throws IllegalStateException where a port is taken or the key material unusable; nothing is
  ///   left running
  public static HttpEdge start(HttpSettings settings, UseCases use, Operations operations) {
    return start(settings, use, operations, List.of());
  }

  /// The same with documents for relying parties to read.
  public static HttpEdge start(
      HttpSettings settings, UseCases use, Operations operations, List<Resources> resources) {
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(settings.limits().eventLoops())
                // nothing is served from files, so none are copied to the temporary folder
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    HttpEdge edge =
        new HttpEdge(
            vertx,
            listener(
                vertx,
                "acme",
                settings.acme(),
                Optional.of(settings.tls()),
                settings,
                new AcmeSite(settings.publicBase(), use, settings.limits().retryAfter()),
                use,
                operations),
            listener(
                vertx,
                "status",
                settings.status(),
                Optional.empty(),
                settings,
                new StatusSite(resources),
                use,
                operations),
            settings
                .login()
                .map(
                    wanted ->
                        listener(
                            vertx,
                            "login",
                            wanted.endpoint(),
                            Optional.of(
                                new HttpSettings.Tls(wanted.key(), settings.tls().engine(), true)),
                            settings,
                            new LoginSite(use.tellStatus(), settings.limits().retryAfter()),
                            use,
                            operations)),
            listener(
                vertx,
                "management",
                settings.management(),
                Optional.empty(),
                settings,
                new OpsSite(operations),
                use,
                operations));
    try {
      edge.management.start();
      edge.status.start();
      edge.login.ifPresent(Listener::start);
      edge.acme.start();
    } catch (IllegalStateException failed) {
      edge.end();
      throw failed;
    }
    return edge;
  }

  /// The port that the protocol is served on.
  public int acmePort() {
    return acme.port();
  }

  /// The port that CA certificates are served on.
  public int statusPort() {
    return status.port();
  }

  /// The port that login servers ask, where one is set.
  public OptionalInt loginPort() {
    return login.map(Listener::port).map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  /// The port that health, readiness and metrics are served on.
  public int managementPort() {
    return management.port();
  }

  /// Stops: takes no new connections, lets what is in work finish within the drain time of the
  /// settings, then closes everything. The management port goes last, so that the end can be
  /// watched.
  @Override
  public void close() {
    acme.close();
    status.close();
    login.ifPresent(Listener::close);
    management.close();
    end();
  }

  private void end() {
    try {
      vertx.close().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException stuck) {
      throw new IllegalStateException("the event loops do not end", stuck);
    }
  }

  private static Listener listener(
      Vertx vertx,
      String name,
      HttpSettings.Endpoint endpoint,
      Optional<HttpSettings.Tls> tls,
      HttpSettings settings,
      Site site,
      UseCases use,
      Operations operations) {
    return new Listener(
        vertx,
        name,
        endpoint,
        tls,
        settings,
        site,
        operations.registry(),
        use.clock(),
        use.random());
  }
}
