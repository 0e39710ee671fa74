package shomei.web.rfc8555;

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
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
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
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.institution.PutInstitution;
import shomei.domain.issuance.FinalizeOrder;
import shomei.domain.issuance.SignOrder;
import shomei.domain.kernel.DnsName;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Reason;
import shomei.domain.loginserver.TellStatus;
import shomei.domain.memory.Memory;
import shomei.domain.order.ListOrders;
import shomei.domain.order.OpenAuthorizations;
import shomei.domain.order.OrderRules;
import shomei.domain.order.PlaceOrder;
import shomei.domain.renewal.SuggestRenewal;
import shomei.domain.revocation.RevokeCertificate;
import shomei.domain.subscriber.PinCheck;
import shomei.web.HttpEdge;
import shomei.web.HttpSettings;
import shomei.web.TestTls;
import shomei.web.UseCases;
import shomei.web.ops.Operations;
import shomei.web.ops.Probe;
import shomei.protocol.jws.JwsVerifier;

/// The whole server over HTTPS with its store in memory, a CA in software and a clock moved by
/// hand. One a test class.
///
/// Institutions: `kita` (biznet), `hokuyo` (densai, so renewal needs the PIN), `strict` (a binding
/// and agreement to terms are required, orders are limited, dates are granted).
final class Edge implements BeforeAllCallback, AfterAllCallback {
  static final String BASE = "https://ca.shomei.example";
  static final Instant START = Instant.parse("2026-11-21T03:00:00.123Z");
  static final String TERMS = "https://bank.example/terms";

  final MutableClock clock = new MutableClock(START);
  final SoftCa ca = new SoftCa();
  final Ports ports = new Memory().ports();
  final Map<String, String> web = new ConcurrentHashMap<>();
  final Queue<Runnable> later = new ConcurrentLinkedQueue<>();
  final TestTls tls = new TestTls();
  final RandomGenerator random = new SecureRandom();
  final Policies policies = policies();
  final PinCheck pins;
  final ExternalAccountSecret secrets;
  private final Nonces nonces;
  private HttpEdge edge;

  @SuppressWarnings("NullAway.Init") // started before all tests
  Edge() {
    TokenSecret token = Edge::mac;
    pins = new PinCheck(token, (pin, salt, cost) -> pin, random);
    secrets = new ExternalAccountSecret(token);
    nonces =
        new Nonces(
            token.mac(TokenSecret.Purpose.NONCE, new byte[0]), Duration.ofHours(1), clock, random);
    var institutions = new PutInstitution(ports.institutions(), policies, clock);
    institutions.put(institution("kita", "biznet"), Examples.COUNTER);
    institutions.put(institution("hokuyo", "densai"), Examples.COUNTER);
    institutions.put(institution("strict", "strict"), Examples.COUNTER);
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
    edge = start(nonces);
  }

  void stop() {
    edge.close();
  }

  /// Starts another server before the same store.
  HttpEdge start(HttpSettings settings, Map<String, Probe> probes) {
    return HttpEdge.start(
        settings,
        useCases(nonces),
        new Operations(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), probes));
  }

  private HttpEdge start(Nonces withNonces) {
    HttpSettings.Endpoint endpoint = new HttpSettings.Endpoint("127.0.0.1", 0);
    try {
      Path folder = Files.createTempDirectory("edge");
      return HttpEdge.start(
          new HttpSettings(
              URI.create(BASE),
              endpoint,
              new HttpSettings.Tls(tls.pem(folder), HttpSettings.Engine.JDK),
              endpoint,
              Optional.empty(),
              endpoint,
              HttpSettings.Limits.DEFAULT,
              Set.of()),
          useCases(withNonces),
          new Operations(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), Map.of()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return edge.acmePort();
  }

  int statusPort() {
    return edge.statusPort();
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
    byName.put("strict", strict(Examples.biznet()));
    return new Policies(byName);
  }

  private static Policy strict(Policy biznet) {
    Policy.Ordering plain = biznet.ordering();
    Policy.Ordering ordering =
        new Policy.Ordering(
            true,
            Optional.of(TERMS),
            Optional.of("https://bank.example/"),
            plain.orderLifetime(),
            plain.authorizationReuse(),
            3,
            plain.mostPendingOrders(),
            true,
            plain.eabAlgorithms(),
            plain.newAccountsPerAddress(),
            new Policy.RateLimit(3, Duration.ofMinutes(10)),
            plain.newOrdersPerPartner(),
            plain.failedValidationsPerAccount());
    return new Policy(
        biznet.renewal(),
        biznet.pins(),
        biznet.login(),
        biznet.acquisition(),
        ordering,
        biznet.profiles());
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

  private ControlValidator.Outcome look(
      Challenge.Kind kind, DnsName name, String token, String keyAuthorization) {
    return keyAuthorization.equals(web.get(name.base() + "/" + token))
        ? new ControlValidator.Outcome.Proven()
        : new ControlValidator.Outcome.Failed(
            new Failure(Reason.INCORRECT_RESPONSE, "not what was expected"));
  }

  private UseCases useCases(Nonces withNonces) {
    JudgePin judgePin = new JudgePin(ports.subscribers(), ports.authorizations(), pins, clock);
    ValidateChallenges validation =
        new ValidateChallenges(
            ports.authorizations(),
            ports.accounts(),
            ports.institutions(),
            policies,
            this::look,
            clock);
    SignOrder sign = new SignOrder(ports.institutions(), policies, ca, ports.orders(), clock);
    return new UseCases(
        ports.institutions(),
        policies,
        ports.access(),
        withNonces,
        ca,
        JwsVerifier.ofPlatform(),
        new CreateAccount(
            policies, ports.accounts(), ports.keys(), secrets, ports.limits(), clock, random),
        new UpdateAccount(ports.accounts(), clock),
        new DeactivateAccount(ports.accounts(), clock),
        new ChangeKey(ports.accounts(), clock),
        new PlaceOrder(
            policies,
            new OrderRules(ports.partners(), ports.certificates(), ca),
            new OpenAuthorizations(
                ports.authorizations(),
                ports.subscribers(),
                EnumSet.of(Challenge.Kind.HTTP_01, Challenge.Kind.DNS_01),
                random),
            ports.orders(),
            ports.limits(),
            clock,
            random),
        new ListOrders(ports.orders(), clock),
        new FinalizeOrder(policies, ca, ca, ports.orders(), sign, clock, random),
        new AnswerChallenge(
            policies,
            judgePin,
            new JudgePossession(
                ports.certificates(), ports.subscribers(), ports.authorizations(), judgePin, clock),
            ports.authorizations(),
            ports.limits(),
            validation,
            later::add,
            clock),
        new DeactivateAuthorization(ports.authorizations(), clock),
        new RevokeCertificate(ports.certificates(), ports.authorizations(), clock),
        new SuggestRenewal(policies, ports.certificates(), ca),
        new TellStatus(ports.institutions(), policies, ports.loginServers(), clock),
        clock,
        random);
  }
}
