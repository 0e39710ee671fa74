package shomei.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.time.Duration;
import java.util.List;
import shomei.domain.access.Nonces;
import shomei.domain.account.ChangeKey;
import shomei.domain.account.CreateAccount;
import shomei.domain.account.DeactivateAccount;
import shomei.domain.account.UpdateAccount;
import shomei.domain.authorization.DeactivateAuthorization;
import shomei.domain.credential.TokenSecret;
import shomei.domain.order.ListOrders;
import shomei.domain.order.OpenAuthorizations;
import shomei.domain.order.OrderRules;
import shomei.domain.order.PlaceOrder;
import shomei.domain.renewal.SuggestRenewal;
import shomei.domain.revocation.RevokeCertificate;
import shomei.pki.key.Software;
import shomei.postgres.Database;
import shomei.protocol.jws.JwsVerifier;
import shomei.settings.Config;
import shomei.web.WebServer.Served;
import shomei.web.acme.AccountResources;
import shomei.web.acme.AcmeSite;
import shomei.web.acme.AuthorizationResources;
import shomei.web.acme.HeldTools;
import shomei.web.acme.OpenResources;
import shomei.web.acme.OrderResources;
import shomei.web.acme.PairingResources;
import shomei.web.acme.Paths;
import shomei.web.acme.RefusalWatch;
import shomei.web.acme.RequestAuthenticator;
import shomei.web.acme.Responses;
import shomei.web.listener.ListenerSettings;

/// RFC 8555 over HTTPS: accounts, orders, authorizations, certificates.
final class Acme implements Component {
  /// How soon a client may look again at what is processing.
  private static final Duration POLL = Duration.ofSeconds(1);

  /// How long a waiting tool's request is held, where connections may lie idle for half as long
  /// again: a machine that is busy answers late.
  private static final Duration HELD = Duration.ofSeconds(20);

  private final Adapters adapters;
  private final Database database;
  private final Validation validation;
  private final Issuance issuance;
  private final RefusalWatch refusals;
  private final JwsVerifier verifier = verifier();
  private final Paths paths;
  private final Responses responses;
  private final PairingUseCases pairing;
  private final HeldTools held;

  Acme(
      Adapters adapters,
      Validation validation,
      Issuance issuance,
      PairingUseCases pairing,
      RefusalWatch refusals,
      MeterRegistry registry) {
    this.refusals = refusals;
    this.adapters = adapters;
    this.database = adapters.database;
    this.validation = validation;
    this.issuance = issuance;
    this.paths = new Paths(adapters.config.publicUrl());
    this.responses = new Responses(paths, adapters.clock, POLL);
    this.pairing = pairing;
    this.held = new HeldTools(pairing.await(), adapters.clock, held(adapters.config));
    Gauge.builder("shomei.waiting.tools", held, HeldTools::size)
        .description("Requests of tools that wait for a page, held at this node")
        .register(registry);
  }

  @Override
  public List<Served> sites() {
    Nonces nonces =
        new Nonces(
            nonceKey(), adapters.config.acme().nonceLifetime(), database.nonces(), adapters.clock);
    AcmeSite site =
        new AcmeSite(
            database.institution().institutions(),
            nonces,
            new RequestAuthenticator(database.access(), nonces, verifier, paths, adapters.clock),
            paths,
            new OpenResources(
                adapters.policies,
                new SuggestRenewal(adapters.policies, database.certificates(), adapters.ca()),
                responses),
            accounts(),
            orders(),
            new AuthorizationResources(
                adapters.policies,
                validation.answerChallenge(),
                new DeactivateAuthorization(database.order().authorizations(), adapters.clock),
                verifier,
                responses),
            new PairingResources(pairing.await(), pairing.report(), held, responses),
            refusals);
    Config config = adapters.config;
    Config.Https https = config.https();
    ListenerSettings listener =
        Listeners.tls(
            "acme",
            config,
            https,
            https.certificateFile(),
            https.keyFile().path(),
            new ListenerSettings.ClientCertificate.None());
    return List.of(new Served(listener, site));
  }

  private static Duration held(Config config) {
    Duration most = config.https().idle().multipliedBy(2).dividedBy(3);
    return most.compareTo(HELD) < 0 ? most : HELD;
  }

  @Override
  public List<Job> jobs() {
    return List.of(new Job("looking for the pages of waiting tools", POLL, held::look));
  }

  private AccountResources accounts() {
    return new AccountResources(
        new CreateAccount(
            adapters.limitedPolicies(),
            database.account().accounts(),
            database.account().externalAccountKeys(),
            adapters.externalAccountSecret,
            adapters.rateLimits(),
            adapters.clock,
            adapters.random),
        new UpdateAccount(database.account().accounts(), adapters.clock),
        new DeactivateAccount(database.account().accounts(), adapters.clock),
        new ChangeKey(database.account().accounts(), adapters.clock),
        new ListOrders(database.order().orders(), adapters.clock),
        verifier,
        paths,
        responses);
  }

  private OrderResources orders() {
    return new OrderResources(
        new PlaceOrder(
            adapters.limitedPolicies(),
            new OrderRules(database.account().partners(), database.certificates(), adapters.ca()),
            new OpenAuthorizations(
                database.order().authorizations(), database.subscribers(), adapters.random),
            database.order().orders(),
            adapters.clock,
            adapters.random),
        issuance.finalizeOrder(),
        new RevokeCertificate(
            database.certificates(), database.order().authorizations(), adapters.clock),
        adapters.ca(),
        responses);
  }

  /// Where JOSE looks for a provider is the JVM's list: ours goes to its end, where it changes
  /// nobody else's choice.
  static JwsVerifier verifier() {
    Security.addProvider(Software.SIGNATURES);
    return JwsVerifier.of(Software.SIGNATURES.getName());
  }

  private byte[] nonceKey() {
    return adapters.secret.mac(
        TokenSecret.Purpose.NONCE, "nonces".getBytes(StandardCharsets.US_ASCII));
  }
}
