package shomei.domain.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import shomei.domain.account.Account;
import shomei.domain.account.AccountKey;
import shomei.domain.account.CreateAccount;
import shomei.domain.authorization.Authorization;
import shomei.domain.authorization.Challenge;
import shomei.domain.authorization.ChallengeResponse;
import shomei.domain.certificate.Certificate;
import shomei.domain.contract.Ports;
import shomei.domain.credential.Pin;
import shomei.domain.fixture.CountingStretch;
import shomei.domain.fixture.Examples;
import shomei.domain.fixture.Inbox;
import shomei.domain.fixture.MutableClock;
import shomei.domain.fixture.TestCa;
import shomei.domain.fixture.TestKeys;
import shomei.domain.fixture.TestRequests;
import shomei.domain.fixture.TestToken;
import shomei.domain.fixture.TestWeb;
import shomei.domain.fixture.Weekdays;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.memory.Memory;
import shomei.domain.order.Order;
import shomei.domain.order.OrderRequest;
import shomei.domain.subscriber.PinWatch;
import shomei.domain.subscriber.RegisterCorporation;
import shomei.domain.subscriber.RegisterUser;
import shomei.domain.subscriber.Registered;
import shomei.domain.subscriber.Subscriber;

/// The whole domain with two institutions, `kita` under the policy biznet and `hokuyo` under
/// densai. Each step plays one request or one act of an operator, and what must always hold is
/// derived anew after it.
final class CaHarness {
  static final Instant START = Instant.parse("2026-04-01T01:00:00Z");
  static final String PIN = "hQ7zPw";
  static final String TEMPORARY = "xR4kVm";

  final MutableClock clock = new MutableClock(START);
  final TestToken token = new TestToken();
  final CountingStretch stretch = new CountingStretch();
  final TestCa ca = new TestCa();
  final TestWeb web = new TestWeb();
  final Inbox inbox = new Inbox();
  final Queue<Runnable> later = new ConcurrentLinkedQueue<>();
  final QuickLooks looks = new QuickLooks(this::work);
  final Institution kita = Examples.institution("kita", "biznet");
  final Institution hokuyo = Examples.institution("hokuyo", "densai");
  final Queue<PinWatch.Seen> seen = new ConcurrentLinkedQueue<>();
  final Ports ports;
  UseCases use;
  Origin.Request from = Examples.FROM;
  private UseCases.World world;
  private final Always always;
  final Letters letters;

  CaHarness() {
    this(new Memory().ports(), Examples.policies());
  }

  CaHarness(Policy biznet) {
    this(new Memory().ports(), new Policies(Map.of("biznet", biznet, "densai", Examples.densai())));
  }

  CaHarness(Ports ports, Policies policies) {
    this.ports = ports;
    this.world =
        new UseCases.World(
            policies,
            token,
            stretch,
            (institution, what) -> seen.add(what),
            ca,
            web,
            inbox,
            new Weekdays(Set.of(LocalDate.of(2026, 4, 29))),
            later::add,
            looks,
            clock::advance,
            clock,
            new Random(20260401));
    this.use = new UseCases(ports, world);
    this.always = new Always(ports, inbox);
    this.letters = new Letters(always);
    List.of(PIN, TEMPORARY).forEach(always::keepSecret);
    use.putInstitution.put(kita, Examples.COUNTER);
    use.putInstitution.put(hokuyo, Examples.COUNTER);
  }

  /// The node dies with all that it was at, and another takes its place.
  void restart() {
    later.clear();
    use = new UseCases(ports, world);
  }

  /// The node stops, and one that was given other policies takes its place.
  void restart(Policies policies) {
    world = world.under(policies);
    restart();
  }

  <T> T step(Supplier<T> act) {
    try {
      return act.get();
    } finally {
      always.check(clock.instant());
    }
  }

  void step(Runnable act) {
    step(
        () -> {
          act.run();
          return null;
        });
  }

  /// Looks at everything once more, also at what had ended.
  void lookBack() {
    always.reread();
    step(() -> {});
  }

  void advance(Duration by) {
    clock.advance(by);
    step(() -> {});
  }

  Subscriber administrator(Institution institution, String contractId) {
    var wanted =
        new RegisterCorporation.NewCorporation(
            contractId,
            "みどり商事",
            "admin@example.jp",
            Subscriber.Language.JA,
            Pin.attempt(TEMPORARY),
            Pin.attempt(PIN));
    return registered(
        () -> use.registerCorporation.register(institution, wanted, Examples.COUNTER));
  }

  Subscriber user(Institution institution, String contractId, String userId) {
    var wanted =
        new RegisterUser.NewUser(
            contractId,
            userId,
            "緑 花子",
            userId + "@example.jp",
            Subscriber.Language.EN,
            Pin.attempt(PIN),
            false,
            Pin.attempt(PIN));
    return registered(() -> use.registerUser.register(institution, wanted, Examples.COUNTER));
  }

  private Subscriber registered(Supplier<Registered> act) {
    Registered registered = step(act);
    letters.post(registered.seat().name(), registered.letterCode());
    return registered.seat();
  }

  /// Opens the seat's right anew and gives when.
  Instant reopen(Institution institution, SubscriberName seat) {
    var opened = step(() -> use.openAcquisition.open(institution, seat, Examples.COUNTER));
    letters.post(seat, opened.letterCode());
    return opened.opens();
  }

  /// A corporation of that ID with a user, whose seat it returns.
  Subscriber userOfNewCorporation(Institution institution, String contractId, String userId) {
    administrator(institution, contractId);
    return user(institution, contractId, userId);
  }

  AccountKey accountKey() {
    return accountKey(TestKeys.make());
  }

  AccountKey accountKey(KeyPair key) {
    var digest = TestRequests.spkiDigest(key.getPublic());
    return new AccountKey("{\"kty\":\"EC\"}", digest.hex());
  }

  static CreateAccount.NewAccount plain() {
    return new CreateAccount.NewAccount(List.of(), true, false, Optional.empty());
  }

  static CreateAccount.NewAccount bound(String kid, byte[] secret) {
    var binding =
        new CreateAccount.OfferedBinding(
            kid, Policy.EabAlgorithm.HS256, key -> Arrays.equals(key, secret), "{\"jws\":1}");
    return new CreateAccount.NewAccount(List.of(), true, false, Optional.of(binding));
  }

  /// What a signed newAccount request of this key comes to.
  CreateAccount.Result create(AccountKey key, CreateAccount.NewAccount wanted) {
    Optional<Account> existing = ports.access().find(kita.id(), key.thumbprint());
    return step(() -> use.createAccount.create(kita, key, existing, wanted, Examples.FROM));
  }

  Account account(Institution institution) {
    return account(institution, plain());
  }

  Account account(Institution institution, CreateAccount.NewAccount wanted) {
    return step(() ->
            use.createAccount.create(
                institution, accountKey(), Optional.empty(), wanted, Examples.FROM))
        .account();
  }

  Order order(Account account, SubscriberName seat) {
    return order(account, seat.toString(), Optional.empty());
  }

  Order renewal(Account account, Certificate old) {
    return order(account, old.identifiers().getFirst().value(), Optional.of(old));
  }

  private Order order(Account account, String seat, Optional<Certificate> replaces) {
    return place(
        account,
        new OrderRequest(
            List.of(new OrderRequest.Wanted("subscriber", seat)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            replaces.map(this::certId)));
  }

  Order names(Account account, String... names) {
    return place(
        account,
        new OrderRequest(
            Arrays.stream(names).map(name -> new OrderRequest.Wanted("dns", name)).toList(),
            Optional.of("tls-server"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  OrderRequest.Replaced certId(Certificate certificate) {
    return new OrderRequest.Replaced(
        ca.keyId(certificate.issuer()), certificate.serial().number(), "aki.serial");
  }

  Order place(Account account, OrderRequest wanted) {
    Order order =
        step(() -> use.placeOrder.place(institution(account), account, wanted, Examples.FROM))
            .order();
    always.know(order.terms().id());
    return order;
  }

  Institution institution(Account account) {
    return account.institution().equals(kita.id()) ? kita : hokuyo;
  }

  /// Reads the account, as the door does for each request.
  Account now(Account account) {
    return ports.accounts().find(account.id()).orElseThrow();
  }

  Order now(Order order) {
    return now(order.terms().id());
  }

  Order now(OrderId id) {
    return ports.orders().find(id, clock.instant()).orElseThrow();
  }

  Certificate now(Certificate certificate) {
    return ports.certificates().find(certificate.serial()).orElseThrow();
  }

  Subscriber now(Subscriber seat) {
    return ports.subscribers().find(seat.id()).orElseThrow();
  }

  Authorization authorization(Order order) {
    return ports.authorizations().find(order.terms().authorizations().getFirst()).orElseThrow();
  }

  Authorization answerPin(Account account, Order order, String pin) {
    return answer(account, order, Challenge.Kind.PIN_01, pin(pin, Optional.empty()));
  }

  static ChallengeResponse pin(String pin, Optional<String> next) {
    return new ChallengeResponse.OfPin(Pin.attempt(pin), next, Optional.empty());
  }

  Authorization answer(
      Account account, Order order, Challenge.Kind kind, ChallengeResponse answer) {
    return step(
        () ->
            use.answer.answer(
                institution(account),
                now(account),
                authorization(order),
                kind,
                () -> answer,
                from));
  }

  /// The proof that the holder of `key` gives for this order.
  ChallengeResponse.Proof proof(
      Account account, Order order, Certificate certificate, KeyPair key) {
    Challenge challenge =
        authorization(order).challenge(Challenge.Kind.POSSESSION_01).orElseThrow();
    String payload = challenge.keyAuthorization(now(account).key().thumbprint());
    byte[] signature = TestKeys.sign(key.getPrivate(), payload.getBytes(UTF_8));
    return new ChallengeResponse.Proof(
        certificate.der().sha256(),
        payload,
        holder -> TestKeys.verifies(holder, payload.getBytes(UTF_8), signature));
  }

  Authorization possess(
      Account account, Order order, Certificate certificate, KeyPair key, Optional<String> pin) {
    ChallengeResponse answer =
        new ChallengeResponse.OfPossession(
            proof(account, order, certificate, key), pin.map(Pin::attempt));
    return answer(account, order, Challenge.Kind.POSSESSION_01, answer);
  }

  Order finish(Account account, Order order, KeyPair key) {
    return finish(account, order, TestRequests.request(key, ""));
  }

  Order finish(Account account, Order order, Octets csr) {
    return step(
        () ->
            use.finish.finish(institution(account), now(account), now(order), csr, Examples.FROM));
  }

  /// A certificate and the key that its holder keeps.
  record Held(Account account, Certificate certificate, KeyPair key) {}

  /// A seat's whole way from ID and PIN to a certificate.
  Held acquire(Institution institution, SubscriberName seat, String pin, Optional<String> next) {
    Account account = account(institution);
    Order order = order(account, seat);
    answer(account, order, Challenge.Kind.PIN_01, pin(pin, next));
    return issue(account, order);
  }

  Held acquire(Subscriber user) {
    Institution institution = user.institution().equals(kita.id()) ? kita : hokuyo;
    return user.name().isAdministrator()
        ? acquire(institution, user.name(), TEMPORARY, Optional.of(PIN))
        : acquire(institution, user.name(), PIN, Optional.empty());
  }

  Held issue(Account account, Order order) {
    KeyPair key = TestKeys.make();
    return new Held(account, certificate(finish(account, order, key)), key);
  }

  Held renew(Held old, Optional<String> pin) {
    Order order = renewal(old.account(), old.certificate());
    possess(old.account(), order, old.certificate(), old.key(), pin);
    return issue(old.account(), order);
  }

  Certificate certificate(Order order) {
    Order.Valid valid = (Order.Valid) now(order);
    return ports.certificates().find(valid.serial()).orElseThrow();
  }

  /// Does what was put off: looks at names.
  void work() {
    for (Runnable task; (task = later.poll()) != null; ) {
      step(task);
    }
  }
}
