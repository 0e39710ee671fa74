package shomei.enrollment.engine;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Event;
import shomei.enrollment.Failure;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.UserInterface;
import shomei.enrollment.connection.AcmeFailures;
import shomei.enrollment.state.Profile;
import shomei.enrollment.store.CertificateStore;
import shomei.enrollment.store.WaitingKey;
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

/// Acquires or renews one certificate, or takes up where an earlier run was cut off.
///
/// What keeps it to exactly one usable certificate: the account's key is on disk before the account
/// is made, the certificate's key before the order, the order's address before the PIN is shown. So
/// whatever the server has done for a run that died, the next run finds, and it asks the order
/// rather than its own memory how far things are. The old certificate is replaced by one atomic
/// rename, and nothing is cleared away before what was written has been read again.
final class EnrollmentRun {
  private static final int MOST_ORDERS = 5;
  private static final int NAME_OCTETS = 4;

  private final Profile profile;
  private final AcmeServer server;
  private final CertificateStore store;
  private final StoreLocation location;
  private final LoginPins pins;
  private final EnrollmentOptions options;
  private final PendingFiles files;
  private final RandomGenerator random;
  private final UserInterface person;

  /// @param location names the store; of the pending enrollment, where there is one
  EnrollmentRun(
      Profile profile,
      AcmeServer server,
      StoreLocation location,
      CertificateStore store,
      EnrollmentOptions options,
      PendingFiles files,
      RandomGenerator random,
      UserInterface person) {
    this.profile = profile;
    this.server = server;
    this.location = location;
    this.store = store;
    this.pins = new LoginPins(person);
    this.options = options;
    this.files = files;
    this.random = random;
    this.person = person;
  }

  /// Runs to the end.
  ///
  /// @param report tells the person about the chain; only when it has returned is the run over
  /// @throws EnrollmentException where it cannot go on; another run goes on from there
  void run(EnrollmentType type, Consumer<List<X509Certificate>> report) {
    try {
      AcmeAccount account =
          new ProfileAccount(profile, server, files, person).open(options.binding());
      PendingEnrollment pending = begin(type, account);
      if (!pending.has(Stage.DONE)) {
        pending = finish(pending.has(Stage.STORED) ? pending : install(obtain(account, pending)));
      }
      store.tidy(pending.name());
      files.forgetChain();
      report.accept(profile.held());
      files.end();
    } catch (AcmeFailure failure) {
      throw AcmeFailures.of(failure, profile.settings().server());
    }
  }

  private PendingEnrollment begin(EnrollmentType type, AcmeAccount account) {
    String replaces = null;
    Optional<PendingEnrollment> left = files.read();
    if (left.isPresent() && left.get().has(Stage.ISSUED)) {
      person.show(new Event.Resuming());
      return left.get();
    }
    if (type == EnrollmentType.RENEW) {
      List<X509Certificate> held = profile.held();
      if (held.isEmpty()) {
        throw failure(new Failure.NothingHeld(profile.settings().subscriber()));
      }
      replaces = CertificateFacts.certId(held.getFirst()).encoded();
    }
    if (left.isPresent()) {
      if (left.get().isFor(type, replaces) || mayStillBring(account, left.get())) {
        person.show(new Event.Resuming());
        return left.get();
      }
      store.discard(left.get().name());
    }
    return files.reach(PendingEnrollment.begin(type, freshName(), replaces, location));
  }

  /// Whether an order of the other type may have brought a certificate: then that comes first,
  /// since the right to acquire or to renew is used up by it.
  private boolean mayStillBring(AcmeAccount account, PendingEnrollment pending) {
    return read(account, pending)
        .map(
            order ->
                switch (order.status()) {
                  case VALID, PROCESSING -> true;
                  case READY -> pending.has(Stage.FINALIZING);
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
  private PendingEnrollment obtain(AcmeAccount account, PendingEnrollment begun) {
    PendingEnrollment pending = begun;
    if (pending.has(Stage.DOWNLOADED)) {
      return pending;
    }
    if (pending.type() == EnrollmentType.RENEW && !pending.has(Stage.AUTHORIZED)) {
      // so that a wrong password is told before anything is ordered
      store.currentKey(profile.held().getFirst());
    }
    Optional<WaitingKey> waiting =
        pending.has(Stage.KEY)
            ? store.waitingKey(pending.name(), !pending.has(Stage.FINALIZING))
            : Optional.empty();
    WaitingKey key = waiting.orElse(null);
    if (key == null) {
      if (pending.has(Stage.FINALIZING)) {
        throw failure(new Failure.KeyGone(store.description()));
      }
      person.show(new Event.MakingKey(options.keyType(), store.description()));
      key = store.makeKey(pending.name(), options.keyType());
      if (!pending.has(Stage.KEY)) {
        pending = files.reach(pending.at(Stage.KEY));
      }
    }
    for (int orders = 0; !pending.has(Stage.ISSUED); ) {
      Optional<OrderObject> order = read(account, pending);
      if (order.isEmpty()) {
        if (orders++ >= MOST_ORDERS) {
          throw failure(new Failure.Unfinished());
        }
        pending = order(account, pending);
      } else {
        pending = follow(account, pending, order.get(), key);
      }
    }
    return download(account, pending, key);
  }

  private PendingEnrollment order(AcmeAccount account, PendingEnrollment pending) {
    person.show(new Event.Ordering(profile.settings().subscriber()));
    List<Identifier> who = List.of(Identifier.subscriber(profile.settings().subscriber()));
    NewOrder order = new NewOrder(who, null, null, pending.replaces(), options.profile());
    try {
      return files.reach(pending.ordered(account.order(order).url()));
    } catch (AcmeFailure.Refused refused) {
      abandon(pending);
      throw refused;
    }
  }

  /// Leaves nothing of a run whose order brings nothing.
  private void abandon(PendingEnrollment pending) {
    store.discard(pending.name());
    files.abandon();
  }

  /// One step on from where the order stands.
  private PendingEnrollment follow(
      AcmeAccount account, PendingEnrollment pending, OrderObject order, WaitingKey key) {
    URI url = address(pending);
    return switch (order.status()) {
      case PENDING -> prove(account, pending, order);
      case READY -> {
        PendingEnrollment ready =
            pending.has(Stage.FINALIZING) ? pending : files.reach(pending.at(Stage.FINALIZING));
        person.show(new Event.Requesting());
        OrderObject settled = handIn(account, ready, key);
        if (settled.status() == Status.READY) {
          throw failure(new Failure.Unfinished());
        }
        yield ready;
      }
      case PROCESSING -> {
        account.awaitOrder(url);
        yield pending;
      }
      case VALID -> {
        URI certificate = order.certificate();
        if (certificate == null) {
          throw failure(new Failure.NotAcme(url + ": no certificate"));
        }
        yield files.reach(pending.issued(certificate));
      }
      case INVALID, DEACTIVATED, EXPIRED, REVOKED -> {
        person.show(new Event.OrderingAgain());
        yield files.retreat(pending.withoutOrder());
      }
    };
  }

  /// A refusal leaves the order ready, and another key may do better.
  private OrderObject handIn(AcmeAccount account, PendingEnrollment ready, WaitingKey key) {
    try {
      return account.finish(address(ready), key.request());
    } catch (AcmeFailure.Refused refused) {
      files.retreat(ready.at(Stage.AUTHORIZED));
      if (refused.is(ProblemType.BAD_CSR)) {
        store.discard(ready.name());
      }
      throw refused;
    }
  }

  private PendingEnrollment prove(
      AcmeAccount account, PendingEnrollment pending, OrderObject order) {
    Optional<Problem> obstacle =
        new ChallengeResponder(account, store, profile.held(), pins, person).prove(order);
    if (obstacle.isEmpty()) {
      return files.reach(pending.at(Stage.AUTHORIZED));
    }
    Problem problem = obstacle.get();
    if (problem.hasType(ProblemType.INCORRECT_RESPONSE)) {
      if (pins.known().isEmpty()) {
        abandon(pending);
        throw failure(new Failure.ProofRefused(problem));
      }
      if (pins.replaceWrong()) {
        return files.retreat(pending.withoutOrder());
      }
      if (pins.isWithLetter()) {
        abandon(pending);
        throw failure(new Failure.LetterRefused(problem));
      }
    }
    if (problem.hasType(ProblemType.PIN_CHANGE_REQUIRED)
        && pins.choose(pins.next().map(refused -> String.valueOf(problem.detail())))) {
      person.show(new Event.ChangingPin());
      return files.retreat(pending.withoutOrder());
    }
    abandon(pending);
    throw failure(new Failure.Refused(problem));
  }

  private PendingEnrollment download(
      AcmeAccount account, PendingEnrollment pending, WaitingKey key) {
    person.show(new Event.Downloading());
    URI address = pending.certificate();
    if (address == null) {
      throw new IllegalStateException("issued without an address");
    }
    List<X509Certificate> chain = account.certificate(address);
    new IssuedChain(chain).require(key.publicKey(), profile.settings().subscriber());
    files.keepChain(chain);
    return files.reach(pending.at(Stage.DOWNLOADED));
  }

  private PendingEnrollment install(PendingEnrollment downloaded) {
    PendingEnrollment pending = downloaded;
    if (!pending.has(Stage.BACKED_UP)) {
      store.backUp(pending.name());
      pending = files.reach(pending.at(Stage.BACKED_UP));
    }
    person.show(new Event.Storing(store.description()));
    store.install(pending.name(), files.chain());
    return files.reach(pending.at(Stage.STORED));
  }

  private PendingEnrollment finish(PendingEnrollment stored) {
    profile.write(profile.settings().withStore(stored.store()));
    profile.hold(files.chain());
    return files.reach(stored.at(Stage.DONE));
  }

  /// @return empty where there is none, or where the server has forgotten it
  private static Optional<OrderObject> read(AcmeAccount account, PendingEnrollment pending) {
    URI url = pending.order();
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

  private static URI address(PendingEnrollment pending) {
    @Nullable URI url = pending.order();
    if (url == null) {
      throw new IllegalStateException("no order");
    }
    return url;
  }

  private static EnrollmentException failure(Failure why) {
    return new EnrollmentException(why);
  }
}
