package shomei.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import shomei.domain.access.Access;
import shomei.domain.account.Account;
import shomei.domain.account.AccountKey;
import shomei.domain.account.Binding;
import shomei.domain.account.CreateAccount;
import shomei.domain.account.ExternalAccountKey;
import shomei.domain.account.ExternalAccountSecret;
import shomei.domain.authorization.AnswerChallenge;
import shomei.domain.authorization.Authorization;
import shomei.domain.authorization.Challenge;
import shomei.domain.authorization.ChallengeResponse;
import shomei.domain.authorization.ControlValidator;
import shomei.domain.authorization.JudgePin;
import shomei.domain.authorization.JudgePossession;
import shomei.domain.authorization.ValidateChallenges;
import shomei.domain.ca.CertificateRequest;
import shomei.domain.ca.IssuingCa;
import shomei.domain.certificate.Certificate;
import shomei.domain.credential.Pin;
import shomei.domain.credential.TokenSecret;
import shomei.domain.fixture.Examples;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.issuance.FinalizeOrder;
import shomei.domain.issuance.SignOrder;
import shomei.domain.kernel.DnsName;
import shomei.domain.kernel.Identifier;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.PartnerId;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.SubscriberId;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.order.OpenAuthorizations;
import shomei.domain.order.Order;
import shomei.domain.order.OrderRequest;
import shomei.domain.order.OrderRules;
import shomei.domain.order.PlaceOrder;
import shomei.domain.partner.Partner;
import shomei.domain.subscriber.Corporation;
import shomei.domain.subscriber.LetterCodes;
import shomei.domain.subscriber.PinCheck;
import shomei.domain.subscriber.PinCosts;
import shomei.domain.subscriber.Subscriber;
import shomei.domain.subscriber.TryPin;

/// A subscriber's whole enrollment by the real use cases, with rate limits and a temporary PIN, as
/// the edge would drive it: the door first, then the use case. Only keys and signatures are made
/// up.
final class Enrollment {
  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
  private static final String VETTED = "vetted.example";
  private static final String LOOKED_AT = "looked-at.example";
  private static final int CSR_OCTETS = 90;

  private final Database database;
  private final RandomGenerator random;
  private final InstantSource clock;
  private final Institution institution = Examples.institution("midori", "biznet");
  private final PinCheck pins;
  private final CreateAccount createAccount;
  private final PlaceOrder placeOrder;
  private final AnswerChallenge answerChallenge;
  private final FinalizeOrder finalizeOrder;

  Enrollment(Database database, long seed) {
    this(database, seed, Examples.policies());
  }

  Enrollment(Database database, long seed, Policies policies) {
    this(database, seed, policies, InstantSource.fixed(NOW));
  }

  /// @param clock never before [#NOW]
  Enrollment(Database database, long seed, Policies policies, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    this.random = new Random(seed);
    var orders = database.order().orders();
    var authorizations = database.order().authorizations();
    var institutions = database.institution().institutions();
    var subscribers = database.subscribers();
    TokenSecret secret = (purpose, data) -> Octets.of(data).sha256().octets();
    IssuingCa ca = new MadeUpCa(this::octets);
    ControlValidator proven = (kind, name, token, key) -> new ControlValidator.Outcome.Proven();
    this.pins =
        new PinCheck(
            secret,
            (pin, salt, cost) -> {
              throw new IllegalStateException("no stretch in this policy");
            },
            random,
            new PinCosts(subscribers, clock));
    this.createAccount =
        new CreateAccount(
            policies,
            database.account().accounts(),
            database.account().externalAccountKeys(),
            new ExternalAccountSecret(secret),
            database.account().rateLimits(),
            clock,
            random);
    this.placeOrder =
        new PlaceOrder(
            policies,
            new OrderRules(database.account().partners(), database.certificates(), ca),
            new OpenAuthorizations(authorizations, subscribers, random),
            orders,
            clock,
            random);
    JudgePin judgePin =
        new JudgePin(
            new TryPin(subscribers, pins, (its, what) -> {}),
            subscribers,
            authorizations,
            pins,
            new LetterCodes(secret, random),
            clock);
    this.answerChallenge =
        new AnswerChallenge(
            policies,
            judgePin,
            new JudgePossession(
                database.certificates(), subscribers, authorizations, judgePin, clock),
            database.account().rateLimits(),
            new ValidateChallenges(
                authorizations,
                database.account().accounts(),
                institutions,
                policies,
                proven,
                Runnable::run,
                look -> look.isDone(),
                pause -> {},
                clock),
            clock);
    this.finalizeOrder =
        new FinalizeOrder(
            policies,
            csr ->
                new CertificateRequest(
                    csr,
                    csr.sha256(),
                    csr.sha256().hex(),
                    Policy.KeyType.P256,
                    names(csr),
                    "",
                    false),
            ca,
            orders,
            new SignOrder(institutions, policies, ca, orders, clock),
            clock,
            random);
  }

  /// Registers the institution and a corporation whose administrator may acquire with a temporary
  /// PIN.
  SubscriberName register() {
    return register(true).name();
  }

  Subscriber register(boolean temporaryPin) {
    SubscriberName name =
        SubscriberName.administrator(Long.toString(random.nextLong(1L << 60), 36));
    database
        .institution()
        .institutions()
        .put(institution, entry(Act.INSTITUTION_PUT, "institution:" + institution.id()));
    SubscriberId id = new SubscriberId(uuid());
    var pin = pins.keep(Pin.attempt("1234"), id, Examples.biznet().pins());
    Subscriber seat =
        new Subscriber(
            id,
            institution.id(),
            name,
            "緑 花子",
            "hanako@example.jp",
            Subscriber.Language.JA,
            false,
            pin,
            pin,
            temporaryPin,
            Optional.of(NOW));
    database
        .subscribers()
        .add(
            new Corporation(institution.id(), name.contractId(), "緑商事"),
            seat,
            entry(Act.CORPORATION_REGISTERED, "subscriber:" + name));
    return seat;
  }

  private Entry entry(Act act, String subject) {
    return new Entry(NOW, institution.id(), Examples.COUNTER, act, subject, Map.of());
  }

  /// A partner of names that are vetted.
  ///
  /// @return the name of the key that binds its accounts
  String partner() {
    PartnerId id = new PartnerId(uuid());
    String kid = "kid" + Long.toString(random.nextLong(1L << 60), 36);
    var names =
        List.of(new Partner.Names(VETTED, true, true), new Partner.Names(LOOKED_AT, true, false));
    database
        .account()
        .partners()
        .put(
            new Partner(id, institution.id(), kid, names),
            entry(Act.PARTNER_PUT, "partner:" + kid));
    database
        .account()
        .externalAccountKeys()
        .add(
            new ExternalAccountKey(
                kid,
                institution.id(),
                new Binding.ToPartner(id, Set.of()),
                false,
                NOW,
                Optional.empty(),
                ExternalAccountKey.State.USABLE),
            entry(Act.EXTERNAL_KEY_MINTED, "externalAccountKey:" + kid));
    return kid;
  }

  Account newAccount() {
    return newAccount(Optional.empty());
  }

  /// @param kid names the key that the account is bound by
  private Account newAccount(Optional<String> kid) {
    String jwk = kid.isPresent() ? text(126) : "{}";
    AccountKey key = new AccountKey(jwk, text(43));
    var existing = database.access().find(institution.id(), key.thumbprint());
    return createAccount
        .create(
            institution,
            key,
            existing,
            new CreateAccount.NewAccount(List.of(), true, false, kid.map(this::binding)),
            new Origin.Request(
                "10." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256),
                "request-1"))
        .account();
  }

  /// Of the size that it has on the wire.
  private CreateAccount.OfferedBinding binding(String kid) {
    return new CreateAccount.OfferedBinding(
        kid, Policy.EabAlgorithm.HS256, secret -> true, text(500));
  }

  Order newOrder(Account account, SubscriberName seat) {
    return newOrder(account, new OrderRequest.Wanted("subscriber", seat.toString()));
  }

  private Order newOrder(Account account, OrderRequest.Wanted wanted) {
    Account known = open(account, new Access.Target.Nothing()).account().orElseThrow();
    return placeOrder
        .place(
            institution,
            known,
            new OrderRequest(
                List.of(wanted),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            Examples.FROM)
        .order();
  }

  Authorization authorization(Account account, Order order) {
    var id = order.terms().authorizations().getFirst();
    return open(account, new Access.Target.OfAuthorization(id)).resource().orElseThrow();
  }

  Authorization answer(Account account, Order order) {
    return answerChallenge.answer(
        institution,
        account,
        authorization(account, order),
        Challenge.Kind.PIN_01,
        () ->
            new ChallengeResponse.OfPin(Pin.attempt("1234"), Optional.of("5678"), Optional.empty()),
        Examples.FROM);
  }

  Order finish(Account account, Order order) {
    Order ready =
        open(account, new Access.Target.ToFinish(order.terms().id())).resource().orElseThrow();
    ByteBuffer csr = ByteBuffer.allocate(CSR_OCTETS + 64).put(bytes(CSR_OCTETS));
    if (ready.terms().identifiers().getFirst() instanceof Identifier.Dns(DnsName name)) {
      csr.put(name.toString().getBytes(StandardCharsets.US_ASCII));
    }
    byte[] octets = Arrays.copyOf(csr.array(), csr.position());
    return finalizeOrder.finish(institution, account, ready, Octets.of(octets), Examples.FROM);
  }

  /// Behind the octets of a request stands the name that it is for, if any.
  private static Set<DnsName> names(Octets csr) {
    String name =
        new String(csr.octets(), CSR_OCTETS, csr.length() - CSR_OCTETS, StandardCharsets.US_ASCII);
    return name.isEmpty() ? Set.of() : Set.of(DnsName.parse(name));
  }

  Certificate download(Account account, Order order) {
    Serial serial = ((Order.Valid) order).serial();
    return open(account, new Access.Target.OfCertificate(serial)).resource().orElseThrow();
  }

  /// From nothing to the certificate: seven requests.
  Certificate run(SubscriberName seat) {
    Account account = newAccount();
    Order order = newOrder(account, seat);
    authorization(account, order);
    answer(account, order);
    return download(account, finish(account, order));
  }

  /// The same for a vetted name: six requests, of which five are signed.
  ///
  /// @param kid as [#partner] gave it
  Certificate run(String kid) {
    Account account = newAccount(Optional.of(kid));
    Order order = newOrder(account, new OrderRequest.Wanted("dns", name(VETTED)));
    return download(account, finish(account, order));
  }

  /// The same for a name that is looked at, which is found to be proven at once: seven requests.
  Certificate runLooked(String kid) {
    Account account = newAccount(Optional.of(kid));
    Order order = newOrder(account, new OrderRequest.Wanted("dns", name(LOOKED_AT)));
    authorization(account, order);
    answerChallenge.answer(
        institution,
        account,
        authorization(account, order),
        Challenge.Kind.HTTP_01,
        () -> new ChallengeResponse.Look(),
        Examples.FROM);
    return download(account, finish(account, order));
  }

  private String name(String domain) {
    return "h" + Long.toString(random.nextLong(1L << 60), 36) + "." + domain;
  }

  /// The same, but others may be faster, and then it ends without a certificate.
  void tryOnce(SubscriberName seat) {
    Account account = newAccount();
    Order order = newOrder(account, seat);
    if (answer(account, order).status() == Authorization.Status.VALID) {
      finish(account, order);
    }
  }

  private <R> Access.Opened<R> open(Account account, Access.Target<R> target) {
    return database.access().open(account.id(), target, clock.instant());
  }

  private UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  /// As base64url has it.
  private String text(int length) {
    String all = Base64.getUrlEncoder().encodeToString(bytes(length));
    return all.substring(0, length);
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private Octets octets(int length) {
    return Octets.of(bytes(length));
  }
}
