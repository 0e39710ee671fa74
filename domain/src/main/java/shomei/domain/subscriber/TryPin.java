package shomei.domain.subscriber;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import shomei.domain.credential.Pin;
import shomei.domain.credential.PinKind;
import shomei.domain.credential.PinVerifier;
import shomei.domain.history.Act;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// Tries a PIN: the one way to it, for `pin-01`, for possession with a PIN, and for the
/// confirmation PIN.
///
/// *Threat:* somebody guesses PINs, in parallel, over many seats, accounts, networks and nodes.
/// *Answer:* a try is counted before it is judged ([Subscribers#count]); a stranger must wait by
/// the network at the seat, by the network, and by the institution, whether the seat exists or not.
///
/// *Threat:* somebody locks seats by wrong PINs. *Answer:* one network alone is only made to wait;
/// a lock takes tries from several networks or from who holds the seat, and is on those
/// ([PinTry.Count]).
public final class TryPin {
  private final Subscribers subscribers;
  private final PinCheck check;
  private final PinWatch watch;

  public TryPin(Subscribers subscribers, PinCheck check, PinWatch watch) {
    this.subscribers = subscribers;
    this.check = check;
    this.watch = watch;
  }

  /// What came of a try.
  public sealed interface Tried {
    PinTry.Attempt attempt();

    /// The PIN is right, and stays counted as a try until the caller takes it back with what it
    /// decides (`Subscribers.takeBack`, `Authorizations.settle`).
    record Right(PinTry.Attempt attempt, Subscriber seat) implements Tried {}

    /// It is wrong, or nobody has the seat.
    record Wrong(PinTry.Attempt attempt) implements Tried {}

    /// The seat is locked; whether the PIN is right was not looked at.
    record Locked(PinTry.Attempt attempt) implements Tried {}

    /// What the history is to tell of a try that was not right.
    default List<Told> told() {
      return told(Act.PIN_WRONG, this instanceof Locked ? "locked, " : "");
    }

    /// The same of a right one that is answered as a wrong one, and must be as much work.
    ///
    /// @param reason what was in the way
    default List<Told> toldAsWrong(Reason reason) {
      return told(Act.CHALLENGE_INVALID, reason.name() + ", ");
    }

    private List<Told> told(Act act, String what) {
      List<Told> told = new ArrayList<>();
      String number = "try " + attempt().number();
      if (attempt().isTold()) {
        told.add(new Told(act, what + number));
      }
      if (attempt().locks()) {
        told.add(new Told(Act.PIN_LOCKED, number + " of " + attempt().count()));
      }
      return told;
    }
  }

  /// An entry to be.
  public record Told(Act act, String what) {}

  /// A seat whose login ID was not acquired is nobody's.
  ///
  /// @throws Refusal RATE_LIMITED where it must wait, alike for seats that exist and names that
  ///   nobody has; nothing was counted or judged then
  public Tried attempt(PinTry tried, Pin pin) {
    return attempt(tried, Subscriber::activated, seat -> matches(tried, seat, pin));
  }

  /// Both PINs of a seat whose login ID is to be acquired, as one try in the same count; any other
  /// seat is nobody's.
  ///
  /// @throws Refusal RATE_LIMITED likewise
  public Tried attemptFirst(PinTry tried, Pin login, Pin confirmation) {
    return attempt(
        tried,
        seat -> !seat.activated(),
        seat -> {
          boolean first = check.matchesLogin(login, tried.institution(), seat, tried.rule());
          // the same work, whatever the first came to
          boolean second =
              check.matchesConfirmation(confirmation, tried.institution(), seat, tried.rule());
          return first && second;
        });
  }

  private Tried attempt(
      PinTry tried, Predicate<Subscriber> which, Predicate<Optional<Subscriber>> matches) {
    return switch (subscribers.count(tried)) {
      case PinTry.Refused(PinTry.Limit by, Duration wait) -> {
        see(tried.institution(), by);
        throw Refusal.retry(
            Reason.RATE_LIMITED, "too many wrong PINs; wait before the next try", wait);
      }
      case PinTry.Attempt attempt -> judge(attempt, attempt.subscriber().filter(which), matches);
    };
  }

  /// Decides what follows from a right PIN. What cannot be decided, as without the database, was no
  /// try: otherwise an outage would lock out whoever tries again.
  public <T> T decide(Tried.Right right, Supplier<T> decision) {
    try {
      return decision.get();
    } catch (RuntimeException fault) {
      try {
        subscribers.takeBack(right.attempt());
      } catch (RuntimeException away) {
        fault.addSuppressed(away);
      }
      throw fault;
    }
  }

  /// Keeps a PIN that was right at the policy's cost, where it has another; after what it decides
  /// was settled.
  public void keepAnew(Tried.Right right, Pin pin) {
    PinTry tried = right.attempt().tried();
    Subscriber seat = right.seat();
    PinKind kind =
        tried.by() instanceof PinTry.By.Administrator ? PinKind.CONFIRMATION : PinKind.LOGIN;
    PinVerifier kept =
        switch (kind) {
          case LOGIN -> seat.loginPin();
          case CONFIRMATION -> seat.confirmationPin();
        };
    check
        .anew(pin, seat.id(), kept, tried.rule())
        .ifPresent(next -> subscribers.keepAnew(seat.id(), kind, kept, next));
  }

  private Tried judge(
      PinTry.Attempt attempt, Optional<Subscriber> seat, Predicate<Optional<Subscriber>> matches) {
    boolean right = isRight(attempt, seat, matches);
    InstitutionId institution = attempt.tried().institution();
    if (attempt.locked()) {
      watch.saw(institution, PinWatch.Seen.LOCKED);
      return new Tried.Locked(attempt);
    }
    if (right && seat.isPresent()) {
      return new Tried.Right(attempt, seat.get());
    }
    watch.saw(institution, PinWatch.Seen.WRONG);
    return new Tried.Wrong(attempt);
  }

  /// What cannot be judged for the moment, as without the token, was no try.
  private boolean isRight(
      PinTry.Attempt attempt, Optional<Subscriber> seat, Predicate<Optional<Subscriber>> matches) {
    try {
      return matches.test(seat);
    } catch (RuntimeException away) {
      subscribers.takeBack(attempt);
      throw away;
    }
  }

  private boolean matches(PinTry tried, Optional<Subscriber> seat, Pin pin) {
    return tried.by() instanceof PinTry.By.Administrator
        ? check.matchesConfirmation(pin, tried.institution(), seat, tried.rule())
        : check.matchesLogin(pin, tried.institution(), seat, tried.rule());
  }

  private void see(InstitutionId institution, PinTry.Limit by) {
    watch.saw(
        institution,
        switch (by) {
          case SEAT -> PinWatch.Seen.REFUSED_AT_SEAT;
          case NETWORK -> PinWatch.Seen.REFUSED_FOR_NETWORK;
          case INSTITUTION -> PinWatch.Seen.REFUSED_FOR_INSTITUTION;
        });
  }
}
