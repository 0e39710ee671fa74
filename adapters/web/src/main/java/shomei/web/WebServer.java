package shomei.web;

import io.opentelemetry.api.OpenTelemetry;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import shomei.web.http.Site;
import shomei.web.listener.Listener;
import shomei.web.listener.ListenerSettings;
import shomei.web.listener.ShownCertificate;
import shomei.web.management.ManagementSite;
import shomei.web.management.Operations;

/// The running web server: sites, each on its listener, and the management listener beside them.
public final class WebServer implements AutoCloseable {
  private final List<Listener> listeners = new ArrayList<>();
  private final Listener management;
  private volatile boolean serving;

  /// A site and where it is served.
  public record Served(ListenerSettings listener, Site site) {}

  private WebServer(
      List<Served> sites,
      ListenerSettings where,
      Operations operations,
      InstantSource clock,
      RandomGenerator random) {
    for (Served served : sites) {
      listeners.add(
          new Listener(
              served.listener(),
              served.site(),
              operations.registry(),
              operations.telemetry(),
              clock,
              random));
    }
    management =
        new Listener(
            where,
            new ManagementSite(operations, () -> serving),
            operations.registry(),
            OpenTelemetry.noop(),
            clock,
            random);
  }

  /// Starts to serve. When it returns, all ports accept connections.
  ///
  /// @param management where health, readiness and metrics are served, over plain HTTP: keep it on
  ///   a loopback or inner address
  /// @param random unpredictable: it draws request ids
  /// @throws IllegalStateException where a port is taken or the key material unusable; nothing is
  ///   left running
  public static WebServer start(
      List<Served> sites,
      ListenerSettings management,
      Operations operations,
      InstantSource clock,
      RandomGenerator random) {
    WebServer server = new WebServer(sites, management, operations, clock, random);
    try {
      server.management.start();
      server.listeners.forEach(Listener::start);
    } catch (IllegalStateException failed) {
      server.close();
      throw failed;
    }
    server.serving = true;
    return server;
  }

  /// The port of the listener with this name, where there is one.
  public OptionalInt port(String name) {
    return listeners.stream()
        .filter(listener -> listener.name().equals(name))
        .mapToInt(Listener::port)
        .findFirst();
  }

  /// Has every listener look whether its certificate was renewed, and tells what each shows then.
  public List<ShownCertificate> renewKeys() {
    listeners.forEach(Listener::renewKey);
    return shown();
  }

  /// What each listener shows in its handshakes.
  public List<ShownCertificate> shown() {
    return listeners.stream().flatMap(listener -> listener.shown().stream()).toList();
  }

  /// The port that health, readiness and metrics are served on.
  public int managementPort() {
    return management.port();
  }

  /// Stops: is ready no more, takes no new connections, lets what is in work finish within the
  /// drain time of the settings, then closes everything. The management port goes last, so that the
  /// end can be watched.
  @Override
  public void close() {
    serving = false;
    List<Future<Void>> ends = listeners.stream().map(Listener::shutdown).toList();
    Future.join(ends).await();
    management.close();
  }
}
