package shomei.domain.authorization;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
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
/// Threat: a name whose look kills whoever looks. Looks are counted before they begin, and a name
/// whose looks come to no end is given up.
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
      Pause pause,
      InstantSource clock) {
    this.authorizations = authorizations;
    this.accounts = accounts;
    this.institutions = institutions;
    this.policies = policies;
    this.validator = validator;
    this.later = later;
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
          begin(again, Actor.account(left.account(), new Origin.Server()));
        }
      }
    }
  }

  /// Looks at one that was just begun.
  ///
  /// @param by whose answer it was
  void begin(Authorization processing, Actor by) {
    underWay.add(processing.id());
    boolean taken = false;
    try {
      later.execute(() -> look(processing, by));
      taken = true;
    } finally {
      if (!taken) {
        underWay.remove(processing.id());
      }
    }
  }

  private void look(Authorization authorization, Actor by) {
    try {
      for (Challenge challenge : authorization.challenges()) {
        if (challenge.state() instanceof Challenge.State.Processing processing) {
          var outcome = outcome(authorization, challenge, processing.looks());
          settle(authorization, challenge, outcome, by);
        }
      }
    } catch (InterruptedException stopping) {
      // this node stops; what it knows not is taken up by another, or by itself when it is back
      Thread.currentThread().interrupt();
    } finally {
      underWay.remove(authorization.id());
    }
  }

  private ControlValidator.Outcome outcome(
      Authorization authorization, Challenge challenge, int looks) throws InterruptedException {
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
    Account account = patiently(() -> accounts.find(authorization.account()).orElseThrow());
    return validator.validate(
        challenge.kind(),
        new DnsName(dns.name().base(), false),
        challenge.token(),
        challenge.keyAuthorization(account.key().thumbprint()));
  }

  private void settle(
      Authorization authorization, Challenge challenge, ControlValidator.Outcome outcome, Actor by)
      throws InterruptedException {
    Instant now = clock.instant();
    patiently(
        () -> {
          Authorization judged =
              switch (outcome) {
                case ControlValidator.Outcome.Proven() ->
                    authorization.proven(challenge.kind(), now, until(authorization, now));
                case ControlValidator.Outcome.Failed(var error) ->
                    authorization.failed(challenge.kind(), now, error);
              };
          return authorizations.settle(
              judged,
              new Authorizations.PinOutcome.Untouched(),
              List.of(entry(judged, challenge, by, now)));
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
