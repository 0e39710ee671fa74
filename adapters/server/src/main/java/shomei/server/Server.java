package shomei.server;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.web.WebServer;
import shomei.web.management.Operations;
import shomei.web.management.Probe;

/// The running server: the components, and what they bring joined.
public final class Server implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  private final WebServer web;
  private final Scheduler scheduler;
  private final Deque<AutoCloseable> closing;

  private Server(WebServer web, Scheduler scheduler, Deque<AutoCloseable> closing) {
    this.web = web;
    this.scheduler = scheduler;
    this.closing = closing;
  }

  /// All that this server does, in the order in which it begins.
  private static List<Component> components(
      Adapters adapters, PrometheusMeterRegistry registry, TlsCertificates tls, Tracing tracing) {
    // reads the mail texts, which may be wrong: before anything is opened
    var mailing = new Mailing(adapters, registry, tracing);
    var guesses = new PinGuesses(adapters.clock, registry);
    var validation = new Validation(adapters, guesses, tracing);
    var issuance = new Issuance(adapters);
    var pairing = PairingUseCases.over(adapters);
    var figures = new DatabaseFigures(adapters, registry);
    var status = new CertificateStatus(adapters, registry);
    var history = new OperationHistory(adapters, registry);
    return List.of(
        new RevocationJournals(adapters, registry),
        guesses,
        validation,
        issuance,
        new Acme(adapters, validation, issuance, pairing, new Refusals(registry), registry),
        adapters.dating,
        new CaLifetimes(adapters, registry),
        status,
        new LoginStatus(adapters),
        new Pages(adapters, guesses, pairing),
        tls,
        figures,
        new CertificateEnds(
            adapters.authorities(),
            Map.of("ocsp", status::responderEnds, "history", history::signerEnds),
            figures,
            tls,
            registry),
        new Notifications(adapters),
        mailing,
        history,
        new Housekeeping(adapters, registry));
  }

  /// Starts a server over these adapters, which stay the caller's to close. When it returns, the
  /// server serves.
  ///
  /// @throws Unavailable with everything that keeps it from serving; nothing is left running
  public static Server start(Adapters adapters) {
    return start(adapters, Map.of());
  }

  /// The same with traces, where `environment` says where they go ([Tracing]).
  static Server start(Adapters adapters, Map<String, String> environment) {
    Deque<AutoCloseable> closing = new ArrayDeque<>();
    try {
      Startup.check(adapters);
      adapters.config.warnings().forEach(LOG::warn);
      var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      closing.push(registry::close);
      Tracing tracing = Tracing.of(environment);
      closing.push(tracing);
      adapters.tokenTimes.into(registry, tracing);
      if (tracing != Tracing.OFF) {
        adapters.database.health().pool().watch(tracing::database);
      }
      var tls = new TlsCertificates(adapters.clock);
      List<Component> components = components(adapters, registry, tls, tracing);
      components.forEach(closing::push);
      adapters.database.channels().start();
      components.forEach(Component::begin);
      var operations =
          new Operations(
              registry,
              tracing.telemetry(),
              joined(components, Component::probes),
              joined(components, Component::alarms));
      WebServer web = Unavailable.unless("a port", () -> web(adapters, components, operations));
      closing.push(web);
      tls.watch(web);
      var watching = new Watching(operations);
      watching.look();
      Scheduler scheduler =
          Scheduler.start(
              Stream.concat(
                      components.stream().flatMap(c -> c.jobs().stream()),
                      Stream.of(watching.job()))
                  .toList());
      closing.push(scheduler);
      Server server = new Server(web, scheduler, closing);
      server.tell(adapters);
      return server;
    } catch (RuntimeException e) {
      Closing.all(closing);
      throw e;
    }
  }

  private static WebServer web(
      Adapters adapters, List<Component> components, Operations operations) {
    return WebServer.start(
        components.stream().flatMap(component -> component.sites().stream()).toList(),
        Listeners.plain("management", adapters.config, adapters.config.management()),
        operations,
        adapters.clock,
        adapters.random);
  }

  private static Map<String, Probe> joined(
      List<Component> components, Function<Component, Map<String, Probe>> probes) {
    return components.stream()
        .flatMap(component -> probes.apply(component).entrySet().stream())
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private void tell(Adapters adapters) {
    LOG.info(
        "ready: {} on port {}, status on port {}, management on port {}",
        adapters.config.publicUrl(),
        acmePort(),
        statusPort(),
        managementPort());
    loginPort().ifPresent(port -> LOG.info("login servers ask on port {}", port));
    adapters.config.pages().ifPresent(pages -> LOG.info("pages: {}", pages.publicUrl()));
  }

  /// Does at once everything that is done from time to time.
  public void runSchedule() {
    scheduler.runAll();
  }

  /// The port that the protocol is served on.
  public int acmePort() {
    return web.port("acme").orElseThrow();
  }

  /// The port that CA certificates are served on.
  public int statusPort() {
    return web.port("status").orElseThrow();
  }

  /// The port that login servers ask, where one is configured.
  public OptionalInt loginPort() {
    return web.port("login");
  }

  /// The port of the pages that everybody sees, where they are configured.
  public OptionalInt pagesPort() {
    return web.port("pages");
  }

  /// The port of the pages behind the certificate.
  public OptionalInt signedInPort() {
    return web.port("signed-in");
  }

  /// The port that health, readiness and metrics are served on.
  public int managementPort() {
    return web.managementPort();
  }

  /// Stops: starts no work, takes no connection, and lets what is under way come to its end.
  @Override
  public void close() {
    LOG.info("stopping");
    Closing.all(closing);
    LOG.info("stopped");
  }
}
