package shomei.domain.authorization;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import shomei.domain.account.Account;
import shomei.domain.account.Accounts;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institutions;
import shomei.domain.institution.Policies;
import shomei.domain.kernel.AuthorizationId;
import shomei.domain.kernel.DnsName;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Identifier;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// Looks at DNS names whose challenges have begun, each in a task of its own, so that one's fault
/// is nobody else's. What a node that died left behind is taken up by another; two that look at one
/// name find the same, and the first to say so settles it.
///
/// Threat: a name whose look kills whoever looks. Looks that nobody waits for are counted before
/// they begin, and a name whose looks come to no end is given up. What dies while its client waits
/// was not written, so nobody takes it up.
///
/// Threat: names that answer slowly, to hold up the requests of all. A client waits for its look as
/// [Patience] has it, a moment, and few at once; the look goes on without it.
public final class ValidateChallenges {
  private static final int MOST_LOOKS = 3;

  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);

  private final Authorizations authorizations;
  private final Accounts accounts;
  private final Institutions institutions;
  private final Policies policies;
  private final ControlValidator validator;
  private final Executor later;
  private final Patience patience;
  private final Pause pause;
  private final InstantSource clock;
  private final Set<AuthorizationId> underWay = ConcurrentHashMap.newKeySet();

  /// @param later where names are looked at; must not run its task in the calling thread
  public ValidateChallenges(
      Authorizations authorizations,
      Accounts accounts,
      Institutions institutions,
      Policies policies,
      ControlValidator validator,
      Executor later,
      Patience patience,
      Pause pause,
      InstantSource clock) {
    this.authorizations = authorizations;
    this.accounts = accounts;
    this.institutions = institutions;
    this.policies = policies;
    this.validator = validator;
    this.later = later;
    this.patience = patience;
    this.pause = pause;
    this.clock = clock;
  }

  /// Takes up what has been waiting for longer than `age`, which is longer than a look lasts.
  ///
  /// @return how many were found; call again while it is `limit`
  public int takeUp(Duration age, int limit) {
    Instant now = clock.instant();
    List<Authorization> left = authorizations.processing(now.minus(age), limit);
    for (Authorization authorization : left) {
      if (!underWay.contains(authorization.id())) {
        takeUp(authorization, now);
      }
    }
    return left.size();
  }

  private void takeUp(Authorization left, Instant now) {
    for (Challenge challenge : left.challenges()) {
      if (challenge.state() instanceof Challenge.State.Processing(Instant since, int looks)) {
        Authorization again = left.processingAgain(challenge.kind(), now, looks + 1);
        if (authorizations.beginAgain(again, since)) {
          Actor by = Actor.account(left.account(), new Origin.Server());
          var _ = begin(again, () -> holder(again), by);
        }
      }
    }
  }

  /// Looks at a name whose holder has just said that it is ready. What is found within a moment is
  /// told at once and written as one step; otherwise that a look has begun is written, and it goes
  /// on.
  ///
  /// @param account the holder, as just read: as it is for as long as the client waits
  /// @param pending whose challenge is pending still
  /// @param by whose answer it was
  /// @return the authorization as it is afterwards
  Authorization look(Account account, Authorization pending, Challenge.Kind kind, Actor by) {
    Authorization processing = pending.processing(kind, clock.instant());
    AtomicBoolean waits = new AtomicBoolean(true);
    CompletableFuture<Optional<Authorization>> look =
        begin(processing, () -> waits.get() ? account : holder(processing), by);
    Optional<Authorization> judged =
        patience.await(look) ? look.getNow(Optional.empty()) : Optional.empty();
    waits.set(false);
    return judged.orElseGet(
        () ->
            authorizations.begin(processing)
                ? processing
                : authorizations.find(processing.id()).orElseThrow());
  }

  private Account holder(Authorization authorization) {
    return accounts.find(authorization.account()).orElseThrow();
  }

  /// *Threat:* answers without end within the moment before the first is written, each of which
  /// would look at a stranger's host. *Answer:* a node looks at one authorization once at a time.
  ///
  /// @return completed when the look is over, with the authorization where this look settled it;
  ///   complete and empty where another is under way
  private CompletableFuture<Optional<Authorization>> begin(
      Authorization processing, Supplier<Account> account, Actor by) {
    if (!underWay.add(processing.id())) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    CompletableFuture<Optional<Authorization>> look = new CompletableFuture<>();
    boolean taken = false;
    try {
      later.execute(() -> look(processing, account, by, look));
      taken = true;
    } finally {
      if (!taken) {
        underWay.remove(processing.id());
      }
    }
    return look;
  }

  private void look(
      Authorization authorization,
      Supplier<Account> account,
      Actor by,
      CompletableFuture<Optional<Authorization>> look) {
    Optional<Authorization> judged = Optional.empty();
    try {
      for (Challenge challenge : authorization.challenges()) {
        if (challenge.state() instanceof Challenge.State.Processing processing) {
          var outcome = outcome(authorization, account, challenge, processing.looks());
          judged = settle(authorization, challenge, outcome, by);
        }
      }
    } catch (InterruptedException stopping) {
      // this node stops; what it knows not is taken up by another, or by itself when it is back
      Thread.currentThread().interrupt();
    } finally {
      underWay.remove(authorization.id());
      look.complete(judged);
    }
  }

  private ControlValidator.Outcome outcome(
      Authorization authorization, Supplier<Account> holder, Challenge challenge, int looks)
      throws InterruptedException {
    if (!(authorization.identifier() instanceof Identifier.Dns dns)) {
      throw new IllegalStateException("only DNS names are looked at");
    }
    boolean late = authorization.statusAt(clock.instant()) != Authorization.Status.PENDING;
    if (late || looks > MOST_LOOKS) {
      return new ControlValidator.Outcome.Failed(
          new Failure(Reason.CONNECTION, "no look at " + dns.name().base() + " came to an end"));
    }
    // the account's key as it is now: a key that was rolled over proves nothing any more (RFC 8555
    // §8.1)
    Account account = patiently(holder);
    return validator.validate(
        challenge.kind(),
        new DnsName(dns.name().base(), false),
        challenge.token(),
        challenge.keyAuthorization(account.key().thumbprint()));
  }

  private Optional<Authorization> settle(
      Authorization authorization, Challenge challenge, ControlValidator.Outcome outcome, Actor by)
      throws InterruptedException {
    Instant now = clock.instant();
    return patiently(
        () -> {
          Authorization judged =
              switch (outcome) {
                case ControlValidator.Outcome.Proven() ->
                    authorization.proven(challenge.kind(), now, until(authorization, now));
                case ControlValidator.Outcome.Failed(var error) ->
                    authorization.failed(challenge.kind(), now, error);
              };
          boolean settled =
              authorizations.settle(
                  judged,
                  new Authorizations.PinOutcome.Untouched(),
                  List.of(entry(judged, challenge, by, now)));
          return settled ? Optional.of(judged) : Optional.empty();
        });
  }

  private static Entry entry(Authorization judged, Challenge challenge, Actor by, Instant now) {
    boolean proven = judged.status() == Authorization.Status.VALID;
    return new Entry(
        now,
        judged.institution(),
        by,
        proven ? Act.CHALLENGE_VALID : Act.CHALLENGE_INVALID,
        "dns:" + judged.identifier().value(),
        Map.of("authorization", judged.id().toString(), "what", challenge.kind().wire()));
  }

  /// It serves its order at least, and later ones for as long as the policy says.
  private Instant until(Authorization authorization, Instant now) {
    var institution = institutions.find(authorization.institution()).orElseThrow();
    Instant reuse = now.plus(policies.of(institution).ordering().authorizationReuse());
    return reuse.isAfter(authorization.expires()) ? reuse : authorization.expires();
  }

  /// Goes on when the database is back: nobody but us can tell the client what was found.
  private <T> T patiently(Supplier<T> act) throws InterruptedException {
    for (Duration wait = FIRST_WAIT; ; wait = longer(wait)) {
      try {
        return act.get();
      } catch (Refusal away) {
        if (away.reason() != Reason.UNAVAILABLE) {
          throw away;
        }
        pause.await(wait);
      }
    }
  }

  private static Duration longer(Duration wait) {
    Duration twice = wait.multipliedBy(2);
    return twice.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : twice;
  }
}
