package shomei.domain.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import shomei.domain.account.Account;
import shomei.domain.account.AccountKey;
import shomei.domain.account.Accounts;
import shomei.domain.authorization.Authorization;
import shomei.domain.authorization.Challenge;
import shomei.domain.ca.ToBeSigned;
import shomei.domain.certificate.Certificate;
import shomei.domain.credential.PinVerifier;
import shomei.domain.fixture.Examples;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.AuthorizationId;
import shomei.domain.kernel.DnsName;
import shomei.domain.kernel.Identifier;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.SubscriberId;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.notice.PlanNotices;
import shomei.domain.order.Claim;
import shomei.domain.order.Intent;
import shomei.domain.order.Order;
import shomei.domain.order.Orders;
import shomei.domain.order.Terms;
import shomei.domain.subscriber.Corporation;
import shomei.domain.subscriber.PinTry;
import shomei.domain.subscriber.Subscriber;

/// Makes what a contract test starts from, through the ports alone.
final class Given {
  static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
  static final InstitutionId MIDORI = new InstitutionId("midori");
  static final InstitutionId AKEBONO = new InstitutionId("akebono");

  private final Ports ports;
  private final Random random = new Random(20261121);

  Given(Ports ports) {
    this.ports = ports;
    for (InstitutionId id : List.of(MIDORI, AKEBONO)) {
      ports
          .institutions()
          .put(
              institution(id),
              new Entry(
                  NOW, id, Actor.system(), Act.INSTITUTION_PUT, "institution:" + id, Map.of()));
    }
  }

  static Institution institution(InstitutionId id) {
    return Examples.institution(id.value(), "biznet");
  }

  static Entry entry(Act act, String subject) {
    return entryAt(NOW, act, subject);
  }

  static Entry entryAt(Instant at, Act act, String subject) {
    return new Entry(at, MIDORI, Actor.system(), act, subject, Map.of("why", "test", "a", "b"));
  }

  /// Somebody on the network of that number whose account nobody knows.
  static PinTry.By stranger(int network) {
    return new PinTry.By.Outsider(
        Examples.from(network).network(), Optional.of(new AccountId(new UUID(0, network))));
  }

  static PinTry pinTry(SubscriberName seat, PinTry.By by, Instant at) {
    return new PinTry(MIDORI, seat, by, Examples.biznet().pins(), at);
  }

  /// A try at the seat's PIN that was counted.
  PinTry.Attempt tried(SubscriberName seat, PinTry.By by) {
    return (PinTry.Attempt) ports.subscribers().count(pinTry(seat, by, NOW));
  }

  int wrong(SubscriberName seat) {
    return ports.subscribers().lockStatus(MIDORI, seat).wrong();
  }

  long entries(Act act, String subject) {
    return ports.history().on(MIDORI, subject).stream().filter(e -> e.act() == act).count();
  }

  UUID id() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  Octets octets(int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return Octets.of(octets);
  }

  AccountKey key() {
    String name = HexFormat.of().formatHex(octets(32).octets());
    return new AccountKey("{\"kty\":\"%s\"}".formatted(name), name);
  }

  Account unstoredAccount(AccountKey key) {
    return new Account(
        new AccountId(id()),
        MIDORI,
        key,
        List.of("mailto:a@example.net"),
        true,
        Account.Status.VALID,
        Optional.empty(),
        Optional.empty(),
        NOW);
  }

  Account account() {
    Account account = unstoredAccount(key());
    var made =
        ports
            .accounts()
            .create(
                account,
                Optional.empty(),
                Optional.empty(),
                entry(Act.ACCOUNT_CREATED, "account:" + account.id()));
    require(made instanceof Accounts.Creation.Created);
    return account;
  }

  PinVerifier verifier() {
    return verifier(Optional.empty());
  }

  PinVerifier verifier(Optional<Policy.Stretch> stretch) {
    return new PinVerifier(octets(16), octets(32), stretch);
  }

  Subscriber unstoredSeat(SubscriberName name) {
    return new Subscriber(
        new SubscriberId(id()),
        MIDORI,
        name,
        "緑 花子",
        "hanako@example.jp",
        Subscriber.Language.JA,
        false,
        verifier(),
        verifier(),
        true,
        Optional.of(NOW));
  }

  /// A corporation's administrator with an open right and a temporary PIN.
  Subscriber administrator(String contractId) {
    Subscriber seat = unstoredSeat(SubscriberName.administrator(contractId));
    Corporation corporation = new Corporation(MIDORI, contractId, "緑商事");
    require(
        ports
            .subscribers()
            .add(
                corporation, seat, entry(Act.CORPORATION_REGISTERED, "subscriber:" + seat.name())));
    return seat;
  }

  /// A user of a corporation that is there, with an open right and a temporary PIN.
  Subscriber user(String contractId, String userId) {
    Subscriber seat = unstoredSeat(SubscriberName.user(contractId, userId));
    require(ports.subscribers().add(seat, entry(Act.USER_REGISTERED, "subscriber:" + seat.name())));
    return seat;
  }

  static Identifier seat(Subscriber seat) {
    return new Identifier.Seat(seat.name());
  }

  static Identifier dns(String name) {
    return new Identifier.Dns(DnsName.parse(name));
  }

  Authorization authorization(
      Account account, Identifier identifier, Authorization.Status status, Instant expires) {
    Challenge.Kind kind =
        identifier instanceof Identifier.Seat ? Challenge.Kind.PIN_01 : Challenge.Kind.HTTP_01;
    Challenge challenge =
        new Challenge(
            kind, HexFormat.of().formatHex(octets(32).octets()), new Challenge.State.Pending());
    return new Authorization(
        new AuthorizationId(id()),
        account.id(),
        account.institution(),
        identifier,
        Optional.empty(),
        status,
        expires,
        List.of(challenge),
        status == Authorization.Status.VALID ? revision(identifier) : OptionalInt.empty());
  }

  /// That of the seat as it is now.
  private OptionalInt revision(Identifier identifier) {
    return identifier instanceof Identifier.Seat(var name)
        ? ports
            .subscribers()
            .find(MIDORI, name)
            .map(seat -> OptionalInt.of(seat.revision()))
            .orElse(OptionalInt.empty())
        : OptionalInt.empty();
  }

  Terms terms(Account account, List<Authorization> authorizations, Optional<Serial> replaces) {
    return new Terms(
        new OrderId(id()),
        account.id(),
        account.institution(),
        authorizations.stream().map(Authorization::identifier).toList(),
        authorizations.stream().map(Authorization::id).toList(),
        "subscriber",
        Optional.empty(),
        Optional.empty(),
        replaces,
        replaces.map(serial -> "AAAA." + serial.hex()),
        NOW,
        NOW.plus(Duration.ofHours(1)));
  }

  Orders.Placed place(Terms terms, List<Authorization> fresh) {
    return ports
        .orders()
        .place(terms, fresh, 100, List.of(), entry(Act.ORDER_PLACED, "order:" + terms.id()), NOW);
  }

  /// A placed order with an authorization of that status for each identifier.
  Terms order(
      Account account,
      Optional<Serial> replaces,
      Authorization.Status status,
      Identifier... identifiers) {
    List<Authorization> authorizations =
        Arrays.stream(identifiers)
            .map(i -> authorization(account, i, status, NOW.plus(Duration.ofHours(1))))
            .toList();
    Terms terms = terms(account, authorizations, replaces);
    require(place(terms, authorizations) instanceof Orders.Placed.Added);
    return terms;
  }

  Order.Ready ready(Account account, Identifier... identifiers) {
    return new Order.Ready(
        order(account, Optional.empty(), Authorization.Status.VALID, identifiers));
  }

  Order.Ready renewal(Account account, Certificate certificate) {
    Identifier identifier = certificate.identifiers().getFirst();
    return new Order.Ready(
        order(account, Optional.of(certificate.serial()), Authorization.Status.VALID, identifier));
  }

  Order.Processing processing(Order.Ready order) {
    return processing(order, octets(32), NOW);
  }

  Order.Processing processing(Order.Ready order, Octets spkiDigest, Instant since) {
    return processing(order, 0, spkiDigest, since);
  }

  Order.Processing processing(Order.Ready order, int shard, Octets spkiDigest, Instant since) {
    ToBeSigned toBeSigned =
        new ToBeSigned(
            new IssuerId("midori-g1"),
            shard,
            Serial.draw(NOW, random),
            octets(200),
            NOW,
            NOW.plus(Duration.ofDays(365)));
    return order.begin(new Intent(toBeSigned, spkiDigest), since);
  }

  Orders.Begun begin(Order.Processing order) {
    return begin(order, key());
  }

  /// @param key which the certificate is for
  Orders.Begun begin(Order.Processing order, AccountKey key) {
    return ports
        .orders()
        .begin(
            order,
            key.thumbprint(),
            Claim.of(order.terms()),
            entry(Act.ISSUANCE_BEGUN, "order:" + order.terms().id()));
  }

  Order.Processing begun(Order.Ready order) {
    Order.Processing processing = processing(order);
    require(begin(processing) == Orders.Begun.RECORDED);
    return processing;
  }

  Certificate certificate(Order.Processing order) {
    ToBeSigned signed = order.intent().toBeSigned();
    Terms terms = order.terms();
    return new Certificate(
        signed.serial(),
        signed.issuer(),
        signed.shard(),
        terms.institution(),
        terms.account(),
        terms.id(),
        terms.identifiers(),
        terms.profile(),
        octets(400),
        order.intent().spkiDigest(),
        signed.notBefore(),
        signed.notAfter(),
        Optional.empty(),
        Optional.empty());
  }

  boolean complete(Order.Processing order, Certificate certificate) {
    return completed(order, certificate) != Orders.Completed.LOST;
  }

  Orders.Completed completed(Order.Processing order, Certificate certificate) {
    return ports
        .orders()
        .complete(
            order.issued(),
            certificate,
            Claim.of(order.terms()),
            PlanNotices.plan(
                Examples.biznet(), certificate.serial(), certificate.notAfter(), Instant.EPOCH),
            entry(Act.CERTIFICATE_ISSUED, "certificate:" + certificate.serial()));
  }

  Certificate issued(Order.Ready order) {
    Order.Processing processing = begun(order);
    Certificate certificate = certificate(processing);
    require(complete(processing, certificate));
    return certificate;
  }

  private static void require(boolean done) {
    if (!done) {
      throw new AssertionError("the test could not be prepared");
    }
  }
}
