package shomei.enrollment.pairing;

import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import shomei.enrollment.Decision;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Event;
import shomei.enrollment.Failure;
import shomei.enrollment.UserInterface;
import shomei.enrollment.engine.Enrollment;
import shomei.enrollment.engine.EnrollmentOptions;
import shomei.enrollment.engine.EnrollmentType;
import shomei.enrollment.state.CertificateSummary;
import shomei.enrollment.state.Profile;
import shomei.protocol.json.Base64Url;
import shomei.protocol.jws.MacAlgorithm;
import shomei.protocol.message.PairedAct;
import shomei.protocol.message.PairingObject;
import shomei.protocol.message.PairingReport;
import shomei.protocol.message.PairingStatus;
import shomei.sdk.AcmeAccount;
import shomei.sdk.AcmeServer;
import shomei.sdk.ExternalAccount;
import shomei.sdk.Located;

/// Does what a page wants, and tells it how far it is. Kept in [PairingMemory] from the first
/// moment, so that another run takes up what this one leaves.
final class PairingRun {
  private static final Duration LONGEST = Duration.ofMinutes(60);

  private final PairingContext context;
  private final PairingMemory memory;
  private final Pauses pauses;

  PairingRun(PairingContext context) {
    this.context = context;
    this.memory = new PairingMemory(context.state());
    this.pauses = new Pauses(context.client());
  }

  /// Takes a page that was found. The state directory is held meanwhile.
  ///
  /// @param key the account's
  void begin(KnownServer server, AcmeAccount account, KeyPair key, Located<PairingObject> found) {
    RememberedPairing pairing = RememberedPairing.of(server, account.url(), found);
    telling(
        account,
        pairing,
        () ->
            context
                .state()
                .holding(
                    () -> {
                      boolean known =
                          memory
                              .read()
                              .filter(same -> same.pairing().equals(pairing.pairing()))
                              .isPresent();
                      if (!known) {
                        memory.begin(pairing, key);
                      }
                      follow(memory.read().orElse(pairing), account, found.resource());
                    }));
  }

  /// Goes on with the page of an earlier run.
  ///
  /// @param server open
  void takeUp(RememberedPairing pairing, AcmeServer server) {
    KeyPair key = memory.accountKey().orElse(null);
    if (key == null) {
      memory.forget();
      return;
    }
    AcmeAccount account = server.account(key, pairing.account());
    telling(account, pairing, () -> follow(pairing, account, account.pairing(pairing.pairing())));
  }

  /// Lets the page know why it does not go on.
  private void telling(AcmeAccount account, RememberedPairing pairing, Runnable work) {
    try {
      work.run();
    } catch (EnrollmentException failure) {
      switch (failure.failure()) {
        case Failure.Declined told -> {}
        case Failure.PageEnded told -> {}
        case Failure untold when isCompared(pairing) -> {}
        case Failure why -> {
          boolean stopped = Thread.interrupted(); // so that this still goes out
          PageReports.tellNow(account, pairing.pairing(), PageReports.interrupted(Reasons.of(why)));
          if (stopped) {
            Thread.currentThread().interrupt();
          }
        }
      }
      throw failure;
    }
  }

  private boolean isCompared(RememberedPairing pairing) {
    return memory
        .read()
        .filter(known -> known.pairing().equals(pairing.pairing()))
        .orElse(pairing)
        .isCompared();
  }

  private void follow(RememberedPairing known, AcmeAccount account, PairingObject wanted) {
    RememberedPairing pairing = known;
    UserInterface person = new RememberingFace(context.person());
    person.show(new Event.PageFound(pairing.server().name(), pairing.act(), pairing.subscriber()));
    if (pairing.outcome() == null) {
      requireOpen(wanted);
      if (!pairing.agreed()) {
        pairing = agree(pairing, account, person);
      }
      if (wanted.status() == PairingStatus.FOUND) {
        PageReports.tellNow(account, pairing.pairing(), PageReports.of(PairingStatus.CONFIRMED));
      }
    }
    Profile profile = profile(pairing);
    if (pairing.outcome() == null || Enrollment.unfinished(profile).isPresent()) {
      pairing = enroll(pairing, account, wanted, profile, person);
    }
    tellOutcome(pairing, account, person);
  }

  private RememberedPairing agree(
      RememberedPairing pairing, AcmeAccount account, UserInterface person) {
    Decision run =
        new Decision.RunForPage(pairing.server().name(), pairing.act(), pairing.subscriber());
    if (person.decide(run)) {
      return memory.keep(pairing.agree());
    }
    PageReports.tellNow(account, pairing.pairing(), PageReports.of(PairingStatus.REFUSED));
    memory.forget();
    throw new EnrollmentException(new Failure.Declined());
  }

  private Profile profile(RememberedPairing pairing) {
    KnownServer server = pairing.server();
    Profile profile =
        context
            .state()
            .open(
                server.directory(),
                pairing.subscriber(),
                folder -> server.settings(pairing.subscriber(), context.newStore().apply(folder)));
    String serial = pairing.certificate();
    if (serial != null
        && pairing.outcome() == null
        && Enrollment.unfinished(profile).isEmpty()
        && !holds(profile, serial)) {
      throw new EnrollmentException(new Failure.OtherToRenew(pairing.subscriber(), serial));
    }
    return profile;
  }

  private static boolean holds(Profile profile, String serial) {
    return profile.held().stream()
        .limit(1)
        .anyMatch(held -> held.getSerialNumber().toString(16).equalsIgnoreCase(plain(serial)));
  }

  private static String plain(String serial) {
    return serial.replaceFirst("^0+(?=.)", "");
  }

  private RememberedPairing enroll(
      RememberedPairing pairing,
      AcmeAccount account,
      PairingObject wanted,
      Profile profile,
      UserInterface person) {
    Instant begun = context.client().clock().instant();
    try (PageReports reports =
        new PageReports(account, pairing.pairing(), context.beats(), pairing.compares())) {
      for (int tries = 1; ; tries++) {
        try {
          return once(pairing, account, wanted, profile, person, reports);
        } catch (EnrollmentException failure) {
          Instant now = context.client().clock().instant();
          if (!Reasons.mayPass(failure.failure()) || now.isAfter(begun.plus(LONGEST))) {
            throw failure;
          }
          reports.tell(PageReports.interrupted(Reasons.of(failure.failure())));
          person.show(new Event.HeldUp(failure.failure()));
          pauses.afterFailures(tries);
        }
      }
    }
  }

  private RememberedPairing once(
      RememberedPairing known,
      AcmeAccount account,
      PairingObject wanted,
      Profile profile,
      UserInterface person,
      PageReports reports) {
    RememberedPairing pairing = memory.read().orElse(known);
    EnrollmentOptions options = context.options();
    boolean bound =
        pairing.binding() != null && pairing.binding().equals(profile.settings().binding());
    if (pairing.compares() && !bound && pairing.outcome() == null) {
      Optional<ExternalAccount> binding =
          new NumberComparison(account, pairing.pairing(), context.client(), pauses, person)
              .await(wanted);
      if (binding.isPresent()) {
        pairing = memory.keep(pairing.bound(binding.get().kid()));
        options = options.with(binding.get());
      }
    }
    RememberedPairing agreed = pairing;
    new Enrollment(
            person,
            context.client(),
            context.random(),
            (stage, side) -> {
              context.listener().pass(stage, side);
              reports.pass(stage, side);
            })
        .run(
            pairing.act() == PairedAct.RENEW ? EnrollmentType.RENEW : EnrollmentType.ACQUIRE,
            profile,
            Optional.empty(),
            options,
            context.connection(),
            certificate -> {
              memory.keep(agreed.ended(valid(certificate)));
              context.report().accept(agreed.act(), certificate);
            });
    return memory.read().orElseThrow();
  }

  private static PairingReport valid(CertificateSummary certificate) {
    return new PairingReport(
        PairingStatus.VALID,
        null,
        null,
        null,
        certificate.subject().orElseThrow().serialNumber().toLowerCase(Locale.ROOT),
        shown(certificate.profile().settings().store().description()));
  }

  /// The end of a long path says more than its beginning.
  private static String shown(String store) {
    return store.length() <= 100 ? store : "…" + store.substring(store.length() - 99);
  }

  private void tellOutcome(RememberedPairing pairing, AcmeAccount account, UserInterface person) {
    PairingReport outcome = pairing.outcome();
    if (outcome != null && PageReports.tellNow(account, pairing.pairing(), outcome) != null) {
      person.show(new Event.PageNotTold());
      return;
    }
    memory.forget();
  }

  private void requireOpen(PairingObject wanted) {
    switch (wanted.status()) {
      case FOUND, CONFIRMED, PROCESSING, INTERRUPTED -> {}
      case VALID, REFUSED, EXPIRED -> {
        memory.forget();
        throw new EnrollmentException(new Failure.PageEnded(wanted.status()));
      }
    }
  }

  static ExternalAccount binding(PairingObject.BindingKey key) {
    return new ExternalAccount(key.kid(), MacAlgorithm.HS256, Base64Url.decode(key.hmac(), "hmac"));
  }
}
