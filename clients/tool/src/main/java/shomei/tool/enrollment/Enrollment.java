package shomei.tool.enrollment;

import java.net.URI;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import shomei.protocol.identifier.Identifier;
import shomei.protocol.message.NewOrder;
import shomei.protocol.message.OrderObject;
import shomei.protocol.message.Status;
import shomei.protocol.problem.Problem;
import shomei.protocol.problem.ProblemType;
import shomei.sdk.AcmeAccount;
import shomei.sdk.AcmeFailure;
import shomei.sdk.AcmeServer;
import shomei.sdk.CertificateFacts;
import shomei.sdk.Csr;
import shomei.tool.outcome.ExitCode;
import shomei.tool.outcome.Failures;
import shomei.tool.outcome.ToolFailure;
import shomei.tool.state.Profile;
import shomei.tool.state.ProfileFacts.StoreFacts;
import shomei.tool.store.KeyStorePlace;
import shomei.tool.store.KeyType;
import shomei.tool.talk.Log;

/// Acquires or renews one certificate, or takes up where an earlier run was cut off.
///
/// What keeps it to exactly one usable certificate: the account's key is on disk before the account
/// is made, the certificate's key before the order, the order's address before the PIN is shown. So
/// whatever the server has done for a run that died, the next run finds, and it asks the order
/// rather than its own memory how far things are. The old certificate is replaced by one atomic
/// rename, after the new one and its key were read back.
public final class Enrollment {
  private static final int MOST_ORDERS = 5;
  private static final int NAME_OCTETS = 4;

  private final Profile profile;
  private final AcmeServer server;
  private final KeyStorePlace place;
  private final StoreFacts store;
  private final Pins pins;
  private final Wishes wishes;
  private final Records records;
  private final RandomGenerator random;
  private final Log log;

  /// @param store names the place; of the unfinished journal, where there is one
  public Enrollment(
      Profile profile,
      AcmeServer server,
      StoreFacts store,
      KeyStorePlace place,
      Pins pins,
      Wishes wishes,
      Checkpoint checkpoint,
      RandomGenerator random,
      Log log) {
    this.profile = profile;
    this.server = server;
    this.store = store;
    this.place = place;
    this.pins = pins;
    this.wishes = wishes;
    this.records = new Records(profile, checkpoint);
    this.random = random;
    this.log = log;
  }

  /// Runs to the end.
  ///
  /// @param report tells the person about the chain; only when it has returned is the run over
  /// @throws ToolFailure where it cannot go on; another run goes on from there
  public void run(Act act, Consumer<List<X509Certificate>> report) {
    try {
      AcmeAccount account = new Accounts(profile, server, records, log).open(wishes.binding());
      Journal journal = begin(act, account);
      if (!journal.has(Step.DONE)) {
        journal = finish(journal.has(Step.STORED) ? journal : store(obtain(account, journal)));
      }
      place.tidy(journal.name());
      records.forgetChain();
      report.accept(profile.held());
      records.end();
    } catch (AcmeFailure failure) {
      throw Failures.of(failure);
    }
  }

  private Journal begin(Act act, AcmeAccount account) {
    String replaces = null;
    Optional<Journal> left = records.read();
    if (left.isPresent() && left.get().has(Step.ISSUED)) {
      log.say("log.resume");
      return left.get();
    }
    if (act == Act.RENEW) {
      List<X509Certificate> held = profile.held();
      if (held.isEmpty()) {
        throw ToolFailure.of(
            ExitCode.NOTHING_HELD, "fail.nothingHeld", profile.facts().subscriber());
      }
      replaces = CertificateFacts.certId(held.getFirst()).encoded();
    }
    if (left.isPresent()) {
      if (left.get().isFor(act, replaces) || mayStillBring(account, left.get())) {
        log.say("log.resume");
        return left.get();
      }
      place.discard(left.get().name());
    }
    return records.reach(Journal.begin(act, freshName(), replaces, store));
  }

  /// Whether the order of another act may have brought a certificate: then that comes first, since
  /// the right to acquire or to renew is used up by it.
  private boolean mayStillBring(AcmeAccount account, Journal journal) {
    return read(account, journal)
        .map(
            order ->
                switch (order.status()) {
                  case VALID, PROCESSING -> true;
                  case READY -> journal.has(Step.FINALIZING);
                  case PENDING, INVALID, DEACTIVATED, EXPIRED, REVOKED -> false;
                })
        .orElse(false);
  }

  private String freshName() {
    byte[] octets = new byte[NAME_OCTETS];
    random.nextBytes(octets);
    return profile.name() + "-" + HexFormat.of().formatHex(octets);
  }

  /// Until the order has brought a certificate and its chain is on disk.
  private Journal obtain(AcmeAccount account, Journal begun) {
    Journal journal = begun;
    if (journal.has(Step.DOWNLOADED)) {
      return journal;
    }
    if (journal.act() == Act.RENEW && !journal.has(Step.AUTHORIZED)) {
      // so that a wrong password is told before anything is ordered
      place.currentKey(profile.held().getFirst());
    }
    Optional<KeyPair> waiting =
        journal.has(Step.KEY)
            ? place.waitingKey(journal.name(), !journal.has(Step.FINALIZING))
            : Optional.empty();
    KeyPair keys = waiting.orElse(null);
    if (keys == null) {
      if (journal.has(Step.FINALIZING)) {
        throw ToolFailure.of(ExitCode.STORE, "fail.storeGone", place.description());
      }
      log.say("log.key", wishes.keyType(), place.description());
      keys = place.makeKey(journal.name(), wishes.keyType());
      if (!journal.has(Step.KEY)) {
        journal = records.reach(journal.at(Step.KEY));
      }
    }
    for (int orders = 0; !journal.has(Step.ISSUED); ) {
      Optional<OrderObject> order = read(account, journal);
      if (order.isEmpty()) {
        if (orders++ >= MOST_ORDERS) {
          throw ToolFailure.of(ExitCode.UNAVAILABLE, "fail.unsettled");
        }
        journal = place(account, journal);
      } else {
        journal = follow(account, journal, order.get(), keys);
      }
    }
    return download(account, journal, keys);
  }

  private Journal place(AcmeAccount account, Journal journal) {
    log.say("log.order", profile.facts().subscriber());
    List<Identifier> who = List.of(Identifier.subscriber(profile.facts().subscriber()));
    NewOrder order = new NewOrder(who, null, null, journal.replaces(), wishes.profile());
    try {
      return records.reach(journal.ordered(account.order(order).url()));
    } catch (AcmeFailure.Refused refused) {
      abandon(journal);
      throw refused;
    }
  }

  /// Leaves nothing of a run whose order brings nothing.
  private void abandon(Journal journal) {
    place.discard(journal.name());
    records.abandon();
  }

  /// One step on from where the order stands.
  private Journal follow(AcmeAccount account, Journal journal, OrderObject order, KeyPair keys) {
    URI url = address(journal);
    return switch (order.status()) {
      case PENDING -> prove(account, journal, order);
      case READY -> {
        Journal handing =
            journal.has(Step.FINALIZING) ? journal : records.reach(journal.at(Step.FINALIZING));
        log.say("log.finalize");
        OrderObject settled = handIn(account, handing, keys);
        if (settled.status() == Status.READY) {
          throw ToolFailure.of(ExitCode.UNAVAILABLE, "fail.unsettled");
        }
        yield handing;
      }
      case PROCESSING -> {
        account.awaitOrder(url);
        yield journal;
      }
      case VALID -> {
        URI certificate = order.certificate();
        if (certificate == null) {
          throw ToolFailure.of(ExitCode.NETWORK, "fail.unreadable", url);
        }
        yield records.reach(journal.issued(certificate));
      }
      case INVALID, DEACTIVATED, EXPIRED, REVOKED -> {
        log.say("log.orderAgain");
        yield records.retreat(journal.withoutOrder());
      }
    };
  }

  /// A refusal leaves the order ready, and another key may do better.
  private OrderObject handIn(AcmeAccount account, Journal handing, KeyPair keys) {
    try {
      return account.finish(address(handing), Csr.ofSubscriber(keys));
    } catch (AcmeFailure.Refused refused) {
      records.retreat(handing.at(Step.AUTHORIZED));
      if (refused.is(ProblemType.BAD_CSR)) {
        place.discard(handing.name());
      }
      throw refused;
    }
  }

  private Journal prove(AcmeAccount account, Journal journal, OrderObject order) {
    Optional<Problem> obstacle = new Prover(account, place, profile.held(), pins, log).prove(order);
    if (obstacle.isEmpty()) {
      return records.reach(journal.at(Step.AUTHORIZED));
    }
    Problem problem = obstacle.get();
    if (problem.hasType(ProblemType.INCORRECT_RESPONSE)) {
      if (journal.act() == Act.RENEW && pins.loginAtHand().isEmpty()) {
        abandon(journal);
        throw ToolFailure.told(problem, ExitCode.REFUSED, "fail.proofRefused");
      }
      if (pins.forgetWrong()) {
        log.say("say.wrongPin");
        return records.retreat(journal.withoutOrder());
      }
    }
    if (problem.hasType(ProblemType.PIN_CHANGE_REQUIRED) && pins.choose(pins.next().isPresent())) {
      log.say("log.pinChange");
      return records.retreat(journal.withoutOrder());
    }
    abandon(journal);
    throw Failures.of(problem);
  }

  private Journal download(AcmeAccount account, Journal journal, KeyPair keys) {
    log.say("log.download");
    URI address = journal.certificate();
    if (address == null) {
      throw new IllegalStateException("issued without an address");
    }
    List<X509Certificate> chain = account.certificate(address);
    if (!chain.getFirst().getPublicKey().equals(keys.getPublic())) {
      throw ToolFailure.of(ExitCode.NETWORK, "fail.unreadable", address);
    }
    records.keepChain(chain);
    return records.reach(journal.at(Step.DOWNLOADED));
  }

  private Journal store(Journal downloaded) {
    Journal journal = downloaded;
    if (!journal.has(Step.BACKED_UP)) {
      place.backUp();
      journal = records.reach(journal.at(Step.BACKED_UP));
    }
    log.say("log.store", place.description());
    place.install(journal.name(), records.chain());
    return records.reach(journal.at(Step.STORED));
  }

  private Journal finish(Journal stored) {
    profile.write(profile.facts().withStore(stored.store()));
    profile.hold(records.chain());
    return records.reach(stored.at(Step.DONE));
  }

  /// @return empty where there is none, or where the server has forgotten it
  private static Optional<OrderObject> read(AcmeAccount account, Journal journal) {
    URI url = journal.order();
    if (url == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(account.order(url));
    } catch (AcmeFailure.Refused refused) {
      if (refused.status() == 404) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  private static URI address(Journal journal) {
    @Nullable URI url = journal.order();
    if (url == null) {
      throw new IllegalStateException("no order");
    }
    return url;
  }
}
