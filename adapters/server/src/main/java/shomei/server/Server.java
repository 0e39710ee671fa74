package shomei.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.domain.access.Nonces;
import shomei.domain.account.ChangeKey;
import shomei.domain.account.CreateAccount;
import shomei.domain.account.DeactivateAccount;
import shomei.domain.account.RateLimits;
import shomei.domain.account.UpdateAccount;
import shomei.domain.authorization.AnswerChallenge;
import shomei.domain.authorization.Challenge;
import shomei.domain.authorization.DeactivateAuthorization;
import shomei.domain.authorization.JudgePin;
import shomei.domain.authorization.JudgePossession;
import shomei.domain.authorization.ValidateChallenges;
import shomei.domain.credential.TokenSecret;
import shomei.domain.issuance.FinalizeOrder;
import shomei.domain.issuance.ResumeIssuance;
import shomei.domain.issuance.SignOrder;
import shomei.domain.loginserver.TellStatus;
import shomei.domain.notice.DecideNotices;
import shomei.domain.order.ListOrders;
import shomei.domain.order.OpenAuthorizations;
import shomei.domain.order.OrderRules;
import shomei.domain.order.PlaceOrder;
import shomei.domain.renewal.SuggestRenewal;
import shomei.domain.revocation.RevokeCertificate;
import shomei.pki.key.Software;
import shomei.pki.request.CsrReader;
import shomei.postgres.Database;
import shomei.protocol.jws.JwsVerifier;
import shomei.settings.Config;
import shomei.validation.NetworkValidator;
import shomei.web.WebServer;
import shomei.web.acme.AccountResources;
import shomei.web.acme.AcmeSite;
import shomei.web.acme.AuthorizationResources;
import shomei.web.acme.OpenResources;
import shomei.web.acme.OrderResources;
import shomei.web.acme.Paths;
import shomei.web.acme.RequestAuthenticator;
import shomei.web.acme.Responses;
import shomei.web.loginserver.LoginSite;
import shomei.web.management.Operations;
import shomei.web.status.StatusSite;

/// The running server: everything is put together here, by constructor calls.
public final class Server implements AutoCloseable {
  private static final Duration CLOCKS_COMPARED = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  private static final Set<Challenge.Kind> OFFERED =
      Set.of(Challenge.Kind.HTTP_01, Challenge.Kind.DNS_01, Challenge.Kind.TLS_ALPN_01);

  /// Longer than signing or a look at a name takes, so that nobody is at work on what is older.
  private static final Duration LEFT = Duration.ofMinutes(1);

  /// How soon a client may look again at what is processing.
  private static final Duration POLL = Duration.ofSeconds(1);

  private static final Duration STRANGERS_KEPT = Duration.ofDays(1);
  private static final int BATCH = 200;

  private final WebServer web;
  private final Schedule schedule;
  private final Deque<AutoCloseable> closing;

  private Server(WebServer web, Schedule schedule, Deque<AutoCloseable> closing) {
    this.web = web;
    this.schedule = schedule;
    this.closing = closing;
  }

  /// Starts a server over these parts, which stay the caller's to close. When it returns, the
  /// server serves.
  ///
  /// @throws Unavailable with everything that keeps it from serving; nothing is left running
  public static Server start(Parts parts) {
    Deque<AutoCloseable> closing = new ArrayDeque<>();
    try {
      return start(parts, closing);
    } catch (RuntimeException e) {
      Closing.all(closing);
      throw e;
    }
  }

  private static Server start(Parts parts, Deque<AutoCloseable> closing) {
    Startup.check(parts);
    Unavailable.unless("the revocation journal", parts.journal::begin);
    Config config = parts.config;
    config.warnings().forEach(LOG::warn);
    Database database = parts.database;
    var policies = parts.policies;
    var clock = parts.clock;
    var random = parts.random;
    RateLimits limits = parts.rateLimits();

    var signing =
        new SignOrder(
            database.institution().institutions(),
            policies,
            parts.ca,
            database.order().orders(),
            clock);
    var resume = new ResumeIssuance(database.order().orders(), signing, clock);

    var validator = new NetworkValidator(Settings.validation(config), Server::pause);
    closing.push(validator);
    ExecutorService looking =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual()
                .name("look-", 0)
                .uncaughtExceptionHandler((thread, fault) -> LOG.error("a look failed", fault))
                .factory());
    closing.push(looking::shutdownNow);
    var validate =
        new ValidateChallenges(
            database.order().authorizations(),
            database.account().accounts(),
            database.institution().institutions(),
            policies,
            validator,
            looking,
            Server::pause,
            clock);
    var judgePin =
        new JudgePin(database.subscribers(), database.order().authorizations(), parts.pins, clock);
    var judgePossession =
        new JudgePossession(
            database.certificates(),
            database.subscribers(),
            database.order().authorizations(),
            judgePin,
            clock);

    var nonces = new Nonces(nonceKey(parts.secret), config.acme().nonceLifetime(), clock, random);
    var verifier = verifier();
    var paths = new Paths(config.publicUrl());
    var responses = new Responses(paths, clock, POLL);
    var acme =
        new AcmeSite(
            database.institution().institutions(),
            nonces,
            new RequestAuthenticator(database.access(), nonces, verifier, paths, clock),
            paths,
            new OpenResources(
                policies,
                new SuggestRenewal(policies, database.certificates(), parts.ca),
                responses),
            new AccountResources(
                new CreateAccount(
                    policies,
                    database.account().accounts(),
                    database.account().externalAccountKeys(),
                    parts.externalAccountSecret,
                    limits,
                    clock,
                    random),
                new UpdateAccount(database.account().accounts(), clock),
                new DeactivateAccount(database.account().accounts(), clock),
                new ChangeKey(database.account().accounts(), clock),
                new ListOrders(database.order().orders(), clock),
                verifier,
                paths,
                responses),
            new OrderResources(
                new PlaceOrder(
                    policies,
                    new OrderRules(
                        database.account().partners(), database.certificates(), parts.ca),
                    new OpenAuthorizations(
                        database.order().authorizations(), database.subscribers(), OFFERED, random),
                    database.order().orders(),
                    limits,
                    clock,
                    random),
                new FinalizeOrder(
                    policies,
                    new CsrReader(),
                    parts.ca,
                    database.order().orders(),
                    signing,
                    parts.dating,
                    random),
                new RevokeCertificate(
                    database.certificates(), database.order().authorizations(), clock),
                parts.ca,
                responses),
            new AuthorizationResources(
                new AnswerChallenge(
                    policies,
                    judgePin,
                    judgePossession,
                    database.order().authorizations(),
                    limits,
                    validate,
                    clock),
                new DeactivateAuthorization(database.order().authorizations(), clock),
                verifier,
                responses));

    var decide =
        new DecideNotices(
            database.notice().notices(),
            database.institution().institutions(),
            policies,
            database.subscribers(),
            clock,
            random);
    var jobs = new ArrayList<Schedule.Job>();
    jobs.add(
        new Schedule.Job(
            "deciding notices", config.schedule().notices(), () -> drain(decide::decide)));
    jobs.add(
        new Schedule.Job(
            "finishing what was left", config.schedule().leftovers(), () -> resume.resume(LEFT)));
    jobs.add(
        new Schedule.Job(
            "taking up looks that were left",
            config.schedule().leftovers(),
            () -> drain(limit -> validate.takeUp(LEFT, limit))));
    jobs.add(
        new Schedule.Job(
            "going on with bulk revocations",
            config.schedule().leftovers(),
            () -> parts.acts().revokeInBulk().goOn()));
    jobs.add(
        new Schedule.Job(
            "forgetting what is over",
            config.schedule().purge(),
            () -> {
              database.access().forgetExpired(clock.instant());
              database.account().rateLimits().forgetFull(clock.instant());
              database.subscribers().forgetStrangers(clock.instant().minus(STRANGERS_KEPT));
            }));

    jobs.add(
        new Schedule.Job("keeping the journal", config.status().crlLook(), parts.journal::catchUp));

    finishLeftovers(resume);
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    closing.push(registry::close);
    Gauge.builder("shomei.database.waiting", database.health(), health -> health.waiting())
        .description("Requests that wait for a connection to the database")
        .register(registry);
    var mailing = new Mailing(parts, registry);
    jobs.addAll(mailing.jobs());
    parts.dating.compare();
    jobs.add(new Schedule.Job("comparing clocks", CLOCKS_COMPARED, parts.dating::compare));
    var lifetimes = new CaLifetimes(parts, registry);
    lifetimes.look();
    jobs.add(lifetimes.job());
    var relyingParties = new RelyingParties(parts, registry);
    jobs.addAll(relyingParties.jobs());
    var history = new OperationHistory(parts, registry);
    jobs.addAll(history.jobs());
    relyingParties.begin();
    var operations =
        new Operations(
            registry,
            Map.of(
                "database",
                database.health()::usable,
                "token",
                parts.secret::ready,
                "validation",
                validator::able),
            Map.of(
                "CRLs",
                relyingParties::inTime,
                "CAs",
                lifetimes::inTime,
                "clock",
                parts.dating::agrees,
                "history",
                history::inTime,
                "journal",
                parts.journal::well,
                "resolver",
                validator::resolverAnswers,
                "mail",
                mailing::well));
    var sites = new ArrayList<WebServer.Served>();
    sites.add(new WebServer.Served(Listeners.acme(config), acme));
    sites.add(
        new WebServer.Served(Listeners.status(config), new StatusSite(relyingParties.documents())));
    Listeners.login(config)
        .map(
            listener ->
                new WebServer.Served(
                    listener,
                    new LoginSite(
                        new TellStatus(
                            database.institution().institutions(),
                            policies,
                            database.loginServers(),
                            clock))))
        .ifPresent(sites::add);
    WebServer web =
        Unavailable.unless(
            "a port",
            () -> WebServer.start(sites, Listeners.management(config), operations, clock, random));
    closing.push(web);
    var schedule = Schedule.start(jobs);
    closing.push(schedule);
    LOG.info(
        "ready: {} on port {}, status on port {}, management on port {}",
        config.publicUrl(),
        web.port("acme").orElseThrow(),
        web.port("status").orElseThrow(),
        web.managementPort());
    web.port("login").ifPresent(port -> LOG.info("login servers ask on port {}", port));
    return new Server(web, schedule, closing);
  }

  private static void finishLeftovers(ResumeIssuance resume) {
    int finished = resume.resume(LEFT);
    if (finished > 0) {
      LOG.info("finished the issuing of {} certificates that was cut off", finished);
    }
  }

  /// Where JOSE looks for a provider is the JVM's list: ours goes to its end, where it changes
  /// nobody else's choice.
  static JwsVerifier verifier() {
    Security.addProvider(Software.SIGNATURES);
    return JwsVerifier.of(Software.SIGNATURES.getName());
  }

  private static byte[] nonceKey(TokenSecret secret) {
    return secret.mac(TokenSecret.Purpose.NONCE, "nonces".getBytes(StandardCharsets.US_ASCII));
  }

  /// Works in batches until a batch is not full.
  static void drain(IntUnaryOperator batch) {
    while (batch.applyAsInt(BATCH) == BATCH) {
      LOG.debug("a full batch is done");
    }
  }

  private static void pause(Duration time) throws InterruptedException {
    var never = new CountDownLatch(1);
    boolean _ = never.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Does at once everything that the schedule does from time to time.
  public void runSchedule() {
    schedule.runAll();
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
