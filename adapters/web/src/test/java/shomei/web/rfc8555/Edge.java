package shomei.web.rfc8555;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import shomei.domain.access.Nonces;
import shomei.domain.account.ChangeKey;
import shomei.domain.account.CreateAccount;
import shomei.domain.account.DeactivateAccount;
import shomei.domain.account.ExternalAccountSecret;
import shomei.domain.account.UpdateAccount;
import shomei.domain.authorization.AnswerChallenge;
import shomei.domain.authorization.Challenge;
import shomei.domain.authorization.ControlValidator;
import shomei.domain.authorization.DeactivateAuthorization;
import shomei.domain.authorization.JudgePin;
import shomei.domain.authorization.JudgePossession;
import shomei.domain.authorization.ValidateChallenges;
import shomei.domain.contract.Ports;
import shomei.domain.credential.TokenSecret;
import shomei.domain.fixture.Examples;
import shomei.domain.fixture.MutableClock;
import shomei.domain.fixture.Rules;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.institution.PutInstitution;
import shomei.domain.issuance.FinalizeOrder;
import shomei.domain.issuance.SignOrder;
import shomei.domain.kernel.DnsName;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Reason;
import shomei.domain.memory.Memory;
import shomei.domain.memory.MemoryNonces;
import shomei.domain.order.ListOrders;
import shomei.domain.order.OpenAuthorizations;
import shomei.domain.order.OrderRules;
import shomei.domain.order.PlaceOrder;
import shomei.domain.pairing.AwaitPage;
import shomei.domain.pairing.ReportProgress;
import shomei.domain.renewal.SuggestRenewal;
import shomei.domain.revocation.RevokeCertificate;
import shomei.domain.subscriber.LetterCodes;
import shomei.domain.subscriber.PinCheck;
import shomei.domain.subscriber.PinCosts;
import shomei.domain.subscriber.TryPin;
import shomei.protocol.jws.JwsVerifier;
import shomei.web.TestTls;
import shomei.web.WebServer;
import shomei.web.acme.AccountResources;
import shomei.web.acme.AcmeSite;
import shomei.web.acme.AuthorizationResources;
import shomei.web.acme.HeldTools;
import shomei.web.acme.OpenResources;
import shomei.web.acme.OrderResources;
import shomei.web.acme.PairingResources;
import shomei.web.acme.Paths;
import shomei.web.acme.RequestAuthenticator;
import shomei.web.acme.Responses;
import shomei.web.listener.ListenerSettings;
import shomei.web.listener.ListenerSettings.KeyMaterial;
import shomei.web.listener.ListenerSettings.Tls;
import shomei.web.management.Operations;
import shomei.web.management.Probe;
import shomei.web.status.StatusSite;

/// The whole server over HTTPS with its store in memory, the signer that ships over keys in a file
/// and a clock moved by hand. One a test class.
///
/// Institutions: `kita` (biznet), `hokuyo` (densai, so renewal needs the PIN), `strict` (a binding
/// and agreement to terms are required, orders are limited, dates are granted), `letters` (biznet
/// with the code of the letter).
final class Edge implements BeforeAllCallback, AfterAllCallback {
  static final String BASE = "https://ca.shomei.example";
  static final Instant START = Instant.parse("2026-11-21T03:00:00.123Z");
  static final String TERMS = "https://bank.example/terms";

  final MutableClock clock = new MutableClock(START);
  final SoftCa ca;
  final Ports ports = new Memory().ports();
  final Map<String, String> web = new ConcurrentHashMap<>();
  final Queue<Runnable> later = new ConcurrentLinkedQueue<>();

  /// Whether looks end while their clients wait.
  volatile boolean quick;

  final TestTls tls = new TestTls();
  final RandomGenerator random = new SecureRandom();
  final Policies policies = policies();
  final PinCheck pins;
  final LetterCodes letters;
  final ExternalAccountSecret secrets;

  /// Whether the database is away where institutions are asked for.
  volatile boolean away;

  final AwaitPage await;
  final HeldTools held;
  private final MemoryNonces.Deployment nodes = new MemoryNonces.Deployment();
  private MemoryNonces node;
  private WebServer edge;

  @SuppressWarnings("NullAway.Init") // started before all tests
  Edge() {
    TokenSecret token = Edge::mac;
    pins =
        new PinCheck(
            token, (pin, salt, cost) -> pin, random, new PinCosts(ports.subscribers(), clock));
    letters = new LetterCodes(token, random);
    secrets = new ExternalAccountSecret(token);
    await = new AwaitPage(ports.pairings(), ports.waitingTools(), ports.limits(), clock);
    held = new HeldTools(await, clock, Duration.ofSeconds(25));
    var institutions = new PutInstitution(ports.institutions(), policies, clock);
    institutions.put(institution("kita", "biznet"), Examples.COUNTER);
    institutions.put(institution("hokuyo", "densai"), Examples.COUNTER);
    institutions.put(institution("strict", "strict"), Examples.COUNTER);
    institutions.put(institution("letters", "letters"), Examples.COUNTER);
    ca = new SoftCa(ports.issuers(), clock, random);
    ports.institutions().all().forEach(ca::create);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    start();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    stop();
  }

  void start() {
    node = new MemoryNonces(nodes);
    edge = start(nonces(node));
  }

  /// Ends the process, with all that it remembers.
  void stop() {
    edge.close();
    node.close();
  }

  private Nonces nonces(MemoryNonces its) {
    byte[] key = mac(TokenSecret.Purpose.NONCE, new byte[0]);
    return new Nonces(key, Duration.ofHours(1), its, clock);
  }

  /// Starts another node before the same store.
  WebServer start(ListenerSettings acme, Map<String, Probe> probes) {
    return start(acme, nonces(new MemoryNonces(nodes)), probes);
  }

  private WebServer start(Nonces withNonces) {
    try {
      Path folder = Files.createTempDirectory("edge");
      return start(listener("acme", 0, Optional.of(tls.pem(folder))), withNonces, Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private WebServer start(ListenerSettings acme, Nonces withNonces, Map<String, Probe> probes) {
    return WebServer.start(
        List.of(
            new WebServer.Served(acme, site(withNonces)),
            new WebServer.Served(
                listener("status", 0, Optional.empty()), new StatusSite(List.of()))),
        listener("management", 0, Optional.empty()),
        new Operations(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), probes),
        clock,
        random);
  }

  static ListenerSettings listener(String name, int port, Optional<KeyMaterial> key) {
    return new ListenerSettings(
        name,
        "127.0.0.1",
        port,
        key.map(
            material ->
                new Tls(
                    material,
                    ListenerSettings.Engine.JDK,
                    new ListenerSettings.ClientCertificate.None())),
        ListenerSettings.Limits.DEFAULT,
        Set.of(),
        false);
  }

  int port() {
    return edge.port("acme").orElseThrow();
  }

  int statusPort() {
    return edge.port("status").orElseThrow();
  }

  int managementPort() {
    return edge.managementPort();
  }

  Institution institution(String id) {
    return ports.institutions().find(new shomei.domain.kernel.InstitutionId(id)).orElseThrow();
  }

  /// Does what was put off: looks at names.
  void work() {
    for (Runnable task = later.poll(); task != null; task = later.poll()) {
      task.run();
    }
  }

  private static Institution institution(String id, String policy) {
    return Examples.institution(id, policy);
  }

  private static Policies policies() {
    Map<String, Policy> byName = new HashMap<>(Examples.policies().byName());
    byName.put("strict", Examples.biznet(Edge::strict));
    byName.put("letters", Examples.biznet(rules -> rules.letterCode = true));
    return new Policies(byName);
  }

  private static void strict(Rules rules) {
    rules.externalAccountRequired = true;
    rules.termsOfService = Optional.of(TERMS);
    rules.website = Optional.of("https://bank.example/");
    rules.mostIdentifiers = 3;
    rules.datesAllowed = true;
    rules.newOrdersPerAccount = new Policy.RateLimit(3, Duration.ofMinutes(10));
  }

  private static byte[] mac(TokenSecret.Purpose purpose, byte[] data) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec("a secret of tests".getBytes(StandardCharsets.US_ASCII), "x"));
      mac.update((byte) purpose.name().length());
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean await(CompletableFuture<?> look) {
    if (quick) {
      work();
    }
    return look.isDone();
  }

  private ControlValidator.Outcome look(
      Challenge.Kind kind, DnsName name, String token, String keyAuthorization) {
    return keyAuthorization.equals(web.get(name.base() + "/" + token))
        ? new ControlValidator.Outcome.Proven()
        : new ControlValidator.Outcome.Failed(
            new Failure(Reason.INCORRECT_RESPONSE, "not what was expected"));
  }

  private AcmeSite site(Nonces withNonces) {
    TryPin tryPin = new TryPin(ports.subscribers(), pins, (its, what) -> {});
    JudgePin judgePin =
        new JudgePin(tryPin, ports.subscribers(), ports.authorizations(), pins, letters, clock);
    ValidateChallenges validation =
        new ValidateChallenges(
            ports.authorizations(),
            ports.accounts(),
            ports.institutions(),
            policies,
            this::look,
            later::add,
            this::await,
            pause -> {},
            clock);
    SignOrder sign = new SignOrder(ports.institutions(), policies, ca, ports.orders(), clock);
    JwsVerifier verifier = JwsVerifier.ofPlatform();
    Paths paths = new Paths(URI.create(BASE));
    Responses responses = new Responses(paths, clock, Duration.ofSeconds(1));
    return new AcmeSite(
        new AwayInstitutions(ports.institutions(), () -> away),
        withNonces,
        new RequestAuthenticator(ports.access(), withNonces, verifier, paths, clock),
        paths,
        new OpenResources(
            policies, new SuggestRenewal(policies, ports.certificates(), ca), responses),
        new AccountResources(
            new CreateAccount(
                policies, ports.accounts(), ports.keys(), secrets, ports.limits(), clock, random),
            new UpdateAccount(ports.accounts(), clock),
            new DeactivateAccount(ports.accounts(), clock),
            new ChangeKey(ports.accounts(), clock),
            new ListOrders(ports.orders(), clock),
            verifier,
            paths,
            responses),
        new OrderResources(
            new PlaceOrder(
                policies,
                new OrderRules(ports.partners(), ports.certificates(), ca),
                new OpenAuthorizations(ports.authorizations(), ports.subscribers(), random),
                ports.orders(),
                clock,
                random),
            new FinalizeOrder(policies, ca, ca, ports.orders(), sign, clock, random),
            new RevokeCertificate(ports.certificates(), ports.authorizations(), clock),
            ca,
            responses),
        new AuthorizationResources(
            policies,
            new AnswerChallenge(
                policies,
                judgePin,
                new JudgePossession(
                    ports.certificates(),
                    ports.subscribers(),
                    ports.authorizations(),
                    judgePin,
                    clock),
                ports.limits(),
                validation,
                clock),
            new DeactivateAuthorization(ports.authorizations(), clock),
            verifier,
            responses),
        new PairingResources(
            await,
            new ReportProgress(ports.pairings(), ports.certificates(), secrets, clock),
            held,
            responses),
        (institution, why) -> {});
  }

  /// Until another thread has done what it does by itself.
  static void until(BooleanSupplier condition) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    for (int tries = 0; !condition.getAsBoolean(); tries++) {
      assertThat(tries).isLessThan(1000);
      assertThat(never.await(10, TimeUnit.MILLISECONDS)).isFalse();
    }
  }
}
