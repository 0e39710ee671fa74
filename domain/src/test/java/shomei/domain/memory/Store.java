package shomei.domain.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import shomei.domain.account.Account;
import shomei.domain.account.ExternalAccountKey;
import shomei.domain.authorization.Authorization;
import shomei.domain.ca.Issuer;
import shomei.domain.certificate.Certificate;
import shomei.domain.evidence.ExportLine;
import shomei.domain.evidence.Seal;
import shomei.domain.fixture.Seats;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.institution.Institution;
import shomei.domain.journal.JournalLine;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.AuthorizationId;
import shomei.domain.kernel.Identifier;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.PartnerId;
import shomei.domain.kernel.SeatVersion;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.SubscriberId;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.loginserver.LoginServer;
import shomei.domain.notice.Mail;
import shomei.domain.notice.Notice;
import shomei.domain.notice.TellOfActs;
import shomei.domain.notice.UntoldActs;
import shomei.domain.oidc.Client;
import shomei.domain.oidc.SigningKey;
import shomei.domain.order.IssuanceState;
import shomei.domain.order.Order;
import shomei.domain.order.Terms;
import shomei.domain.pairing.PairingId;
import shomei.domain.partner.Partner;
import shomei.domain.revocation.BulkRevocation;
import shomei.domain.session.Session;
import shomei.domain.status.RevocationList;
import shomei.domain.status.Shard;
import shomei.domain.subscriber.Corporation;
import shomei.domain.subscriber.Subscriber;

/// What the ports in memory share. Every method of theirs holds this object's monitor from its
/// first read to its last write, which makes it a transaction; nothing here waits for anything.
final class Store {
  final Map<InstitutionId, Institution> institutions = new HashMap<>();
  final Map<IssuerId, Issuer> issuers = new LinkedHashMap<>();
  final Map<Contract, Corporation> corporations = new HashMap<>();
  final Map<SubscriberId, Subscriber> subscribers = new LinkedHashMap<>();
  final Map<SubscriberId, Subscriber> deleted = new LinkedHashMap<>();
  final Map<SubscriberId, Instant> messagesRead = new HashMap<>();
  final Map<MemoryPinTries.Counting, MemoryPinTries.Run> runs = new HashMap<>();
  final Map<MemoryPinTries.AtSeat, MemoryPinTries.Waiting> waiting = new HashMap<>();
  final Map<PartnerId, Partner> partners = new LinkedHashMap<>();
  final Map<Kid, ExternalAccountKey> keys = new LinkedHashMap<>();
  final Map<AccountId, Account> accounts = new LinkedHashMap<>();
  final Map<String, Instant> buckets = new HashMap<>();
  final Map<AuthorizationId, Authorization> authorizations = new LinkedHashMap<>();
  final Map<OrderId, Terms> orders = new LinkedHashMap<>();
  final Map<OrderId, IssuanceState> progress = new HashMap<>();
  final Map<SubscriberId, OrderId> rightHolders = new HashMap<>();
  final Map<Serial, OrderId> claimants = new HashMap<>();
  final Map<Serial, Certificate> certificates = new LinkedHashMap<>();
  final Map<BulkRevocation.Id, Bulk> bulkRevocations = new LinkedHashMap<>();
  final Set<Octets> barredKeys = new HashSet<>();
  final List<Notice> notices = new ArrayList<>();
  final Map<UUID, Posted> outbox = new LinkedHashMap<>();
  final List<Posted> posted = new ArrayList<>();
  final List<Entry> history = new ArrayList<>();
  final List<UntoldActs.Untold> untold = new ArrayList<>();
  final List<Seal> seals = new ArrayList<>();
  final List<Signed> checkpoints = new ArrayList<>();
  final Map<Shard, Claimed> crlNumbers = new HashMap<>();
  final Map<Shard, RevocationList> crls = new HashMap<>();
  final Map<Shard, Set<Serial>> takenUp = new HashMap<>();
  final Map<Octets, Session> sessions = new HashMap<>();
  final Map<Octets, Submitted> submissions = new HashMap<>();
  final List<LoginServer> loginServers = new ArrayList<>();
  final List<Client> clients = new ArrayList<>();
  final Map<Octets, MemoryCodes.Kept> codes = new HashMap<>();
  final Map<PairingId, MemoryPairings.Kept> pairings = new HashMap<>();
  final Map<AccountId, MemoryWaitingTools.Waiting> waitingTools = new HashMap<>();
  final List<SigningKey> signingKeys = new ArrayList<>();
  final List<Serial> revocations = new ArrayList<>();
  UUID life = new UUID(0, 1);
  final Map<Serial, JournalLine.Revoked> lost = new HashMap<>();
  final UUID deployment;
  boolean historyAway;
  long sealed;

  Store(UUID deployment) {
    this.deployment = deployment;
  }

  record Contract(InstitutionId institution, String contractId) {}

  record Seat(InstitutionId institution, SubscriberName name) {}

  /// @param certificates those that were good when it began
  /// @param inFlight orders that were in issuing
  record Bulk(BulkRevocation state, Set<Serial> certificates, Set<OrderId> inFlight) {}

  record Kid(InstitutionId institution, String kid) {}

  record Submitted(Instant claimed, Optional<String> result) {}

  record Claimed(long number, Instant at) {}

  record Signed(InstitutionId of, ExportLine.Signed line, Instant at) {}

  record Posted(Mail mail, Instant due, int tries) {}

  /// Comes before the first change of a transaction, so that what cannot be written down is not
  /// done.
  void note(Entry entry) {
    if (historyAway) {
      throw new IllegalStateException("the history cannot be written");
    }
    history.add(entry);
    if (TellOfActs.kind(entry).isPresent()) {
      untold.add(new UntoldActs.Untold(history.size(), entry));
    }
  }

  /// Puts a mail into the outbox.
  void post(Mail mail, Instant due) {
    Posted fresh = new Posted(mail, due, 0);
    posted.add(fresh);
    outbox.put(mail.id(), fresh);
  }

  /// Whether an entry is on a seat or on a seat's certificate.
  boolean isOfSeat(Entry entry) {
    return entry.subject().startsWith("subscriber:")
        || certificates.values().stream()
            .filter(certificate -> certificate.seat().isPresent())
            .anyMatch(one -> entry.subject().equals("certificate:" + one.serial()));
  }

  /// What the history tells of the key that an account was created with.
  boolean createdWith(AccountId account, String kid) {
    return history.stream()
        .filter(entry -> entry.act() == Act.ACCOUNT_CREATED)
        .filter(entry -> entry.subject().equals("account:" + account))
        .anyMatch(entry -> kid.equals(entry.details().get("kid")));
  }

  /// The certificate, revoked, which is noted in the order of coming.
  Certificate revoked(Certificate c, Certificate.Revocation revocation) {
    revocations.add(c.serial());
    return new Certificate(
        c.serial(),
        c.issuer(),
        c.shard(),
        c.institution(),
        c.account(),
        c.order(),
        c.identifiers(),
        c.profile(),
        c.der(),
        c.spkiDigest(),
        c.notBefore(),
        c.notAfter(),
        Optional.of(revocation),
        c.replacedBy());
  }

  Optional<Subscriber> subscriber(InstitutionId institution, SubscriberName name) {
    return subscribers.values().stream()
        .filter(s -> s.institution().equals(institution) && s.name().equals(name))
        .findFirst();
  }

  /// The seat, also where it was deleted.
  Optional<Subscriber> everNamed(InstitutionId institution, SubscriberName name) {
    return Stream.concat(subscribers.values().stream(), deleted.values().stream())
        .filter(s -> s.institution().equals(institution) && s.name().equals(name))
        .findFirst();
  }

  /// The seat's certificates, oldest first.
  List<Certificate> certificates(InstitutionId institution, SubscriberName seat) {
    return certificates.values().stream()
        .filter(c -> c.institution().equals(institution))
        .filter(c -> c.seat().filter(seat::equals).isPresent())
        .toList();
  }

  /// As it is now.
  SeatVersion version(Subscriber seat) {
    List<Certificate> held = certificates(seat.institution(), seat.name());
    return new SeatVersion(
        seat.revision(), held.isEmpty() ? Optional.empty() : Optional.of(held.getLast().serial()));
  }

  /// Writes a seat that was acted on and ends what was proven for it, but for one authorization.
  void act(Subscriber changed, Optional<AuthorizationId> but) {
    subscribers.put(changed.id(), Seats.actedOn(changed));
    Identifier seat = new Identifier.Seat(changed.name());
    authorizations.replaceAll(
        (id, a) ->
            a.institution().equals(changed.institution())
                    && a.identifier().equals(seat)
                    && !but.equals(Optional.of(id))
                ? MemoryAuthorizations.ended(a)
                : a);
    rightHolders.remove(changed.id());
    claimants
        .keySet()
        .removeIf(
            serial ->
                Optional.ofNullable(certificates.get(serial))
                    .filter(c -> c.institution().equals(changed.institution()))
                    .flatMap(Certificate::seat)
                    .equals(Optional.of(changed.name())));
  }

  void act(Subscriber changed) {
    act(changed, Optional.empty());
  }

  Optional<Order> order(OrderId id, Instant now) {
    return Optional.ofNullable(orders.get(id)).map(terms -> order(terms, now));
  }

  Order order(Terms terms, Instant now) {
    List<Authorization> needed =
        terms.authorizations().stream()
            .map(id -> Objects.requireNonNull(authorizations.get(id)))
            .toList();
    return Order.of(terms, Objects.requireNonNull(progress.get(terms.id())), needed, now);
  }
}
