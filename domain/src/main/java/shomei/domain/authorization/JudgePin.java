package shomei.domain.authorization;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shomei.domain.credential.LetterCode;
import shomei.domain.credential.Pin;
import shomei.domain.credential.PinVerifier;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Identifier;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.LetterCodes;
import shomei.domain.subscriber.PinCheck;
import shomei.domain.subscriber.PinTry;
import shomei.domain.subscriber.Subscriber;
import shomei.domain.subscriber.Subscribers;
import shomei.domain.subscriber.TryPin;

/// Judges the answer to `pin-01`: the PIN first ([TryPin]), and what else is in the way only to
/// somebody who may know it.
///
/// Threat: somebody asks which seats exist, which are locked or suspended, or which PIN is right at
/// a bank's login. To an account that has not proven the seat before a wrong PIN, a seat that is
/// locked or suspended, one that nobody has, and a right PIN without a right to acquire are one
/// answer, for the same work, counted alike; the text names who can tell. The line is where a right
/// is open or announced: whoever knows the PIN could acquire with it anyway, so the holder is told
/// when, or that the PIN must be changed.
///
/// *Threat:* anybody who knows how IDs look guesses PINs, or locks seats, by way of a first
/// acquisition, for which nothing else is asked. *Answer:* where the policy asks for the letter's
/// code nobody gets as far as a PIN without it. A wrong code is answered like a wrong PIN, after
/// the work of one, whether somebody has that seat or nobody, and whether its right is open or
/// used; no PIN is looked at, and no try at one is counted.
public final class JudgePin {
  private static final Failure WRONG =
      new Failure(Reason.INCORRECT_RESPONSE, "the ID or the PIN is wrong");

  private static final Failure WRONG_OR_MORE =
      new Failure(
          Reason.INCORRECT_RESPONSE,
          "the ID or the PIN is wrong, or the ID may not acquire now: no right to acquire is open,"
              + " or it is locked or suspended; the corporation's administrator can tell, and the"
              + " institution's counter tells the administrator");

  static final Failure LOCKED =
      new Failure(Reason.LOCKED, "too many wrong PINs in a row; the ID is locked");

  private final TryPin pins;
  private final Subscribers subscribers;
  private final Authorizations authorizations;
  private final PinCheck check;
  private final LetterCodes letters;
  private final InstantSource clock;

  public JudgePin(
      TryPin pins,
      Subscribers subscribers,
      Authorizations authorizations,
      PinCheck check,
      LetterCodes letters,
      InstantSource clock) {
    this.pins = pins;
    this.subscribers = subscribers;
    this.authorizations = authorizations;
    this.check = check;
    this.letters = letters;
    this.clock = clock;
  }

  /// @throws Refusal MALFORMED where the new PIN breaks the policy's rule, or the policy asks for
  ///   the letter's code and none came, and RATE_LIMITED; no try is counted
  Authorization judge(
      Policy policy, Authorization authorization, ChallengeResponse.OfPin answer, Actor by) {
    Optional<Pin> next = answer.newPin().map(text -> Pin.choose(text, policy.pins()));
    Optional<Subscriber> letter = Optional.empty();
    if (policy.acquisition().letterCode()) {
      letter = withLetter(policy, authorization, answer);
      if (letter.isEmpty()) {
        return settle(
            failed(authorization, WRONG_OR_MORE),
            new Authorizations.PinOutcome.Untouched(),
            List.of(entry(authorization, by, Act.CHALLENGE_INVALID, "letter code")));
      }
    }
    Optional<Octets> code = letter.flatMap(Subscriber::letterCode);
    var outsider =
        new PinTry.By.Outsider(by.origin().network(), Optional.of(authorization.account()));
    TryPin.Tried tried = attempt(policy.pins(), authorization, outsider, answer.pin());
    return switch (tried) {
      case TryPin.Tried.Wrong _, TryPin.Tried.Locked _ ->
          settle(
              failed(authorization, tried.attempt().known() ? failure(tried) : WRONG_OR_MORE),
              new Authorizations.PinOutcome.Untouched(),
              entries(authorization, by, tried.told()));
      case TryPin.Tried.Right right -> judge(policy, authorization, right, answer, next, code, by);
    };
  }

  private Authorization judge(
      Policy policy,
      Authorization authorization,
      TryPin.Tried.Right tried,
      ChallengeResponse.OfPin answer,
      Optional<Pin> next,
      Optional<Octets> code,
      Actor by) {
    Instant now = clock.instant();
    Subscriber seat = tried.seat();
    PinTry.Attempt attempt = tried.attempt();
    // an order that came while the counter opened the right anew is not ended by that act
    Optional<Failure> obstacle =
        code.isPresent() && !code.equals(seat.letterCode())
            ? Optional.of(WRONG_OR_MORE)
            : obstacle(seat, answer.pin(), next, now);
    if (obstacle.isPresent() && isSecret(obstacle.get()) && !attempt.known()) {
      return settle(
          failed(authorization, WRONG_OR_MORE),
          new Authorizations.PinOutcome.Untouched(),
          entries(authorization, by, tried.toldAsWrong(obstacle.get().reason())));
    }
    if (obstacle.isPresent()) {
      return settle(
          failed(authorization, obstacle.get()),
          tried,
          answer.pin(),
          List.of(entry(authorization, by, Act.CHALLENGE_INVALID, obstacle.get().reason().name())));
    }
    Authorization proven =
        authorization.proven(Challenge.Kind.PIN_01, now, authorization.expires());
    List<Entry> entries = new ArrayList<>();
    entries.add(entry(authorization, by, Act.CHALLENGE_VALID, "pin-01"));
    if (!seat.temporaryPin()) {
      return settle(proven.atRevision(seat.revision()), tried, answer.pin(), entries);
    }
    entries.add(entry(authorization, by, Act.PIN_CHANGED, "first use"));
    PinVerifier chosen = check.keep(next.orElseThrow(), seat.id(), policy.pins());
    return pins.decide(
        tried,
        () ->
            settle(
                proven.atRevision(seat.revision() + 1),
                new Authorizations.PinOutcome.Changed(seat.loginPin(), chosen, attempt),
                entries));
  }

  /// The seat whose letter the answer comes with, as it was when that was found out.
  private Optional<Subscriber> withLetter(
      Policy policy, Authorization authorization, ChallengeResponse.OfPin answer) {
    LetterCode code =
        answer
            .letterCode()
            .orElseThrow(
                () -> new Refusal(Reason.MALFORMED, "the code of the letter is needed as well"));
    Optional<Subscriber> seat = subscribers.find(authorization.institution(), seat(authorization));
    if (letters.matches(code, seat)) {
      return seat;
    }
    check.matchesLogin(answer.pin(), authorization.institution(), Optional.empty(), policy.pins());
    return Optional.empty();
  }

  TryPin.Tried attempt(Policy.Pins rule, Authorization authorization, PinTry.By by, Pin pin) {
    return pins.attempt(
        new PinTry(authorization.institution(), seat(authorization), by, rule, clock.instant()),
        pin);
  }

  /// Settles a right PIN that stays what it is.
  Authorization settle(
      Authorization judged, TryPin.Tried.Right tried, Pin pin, List<Entry> entries) {
    Authorization settled =
        pins.decide(
            tried,
            () -> settle(judged, new Authorizations.PinOutcome.Right(tried.attempt()), entries));
    pins.keepAnew(tried, pin);
    return settled;
  }

  /// Why a try was not right, for somebody who may know.
  static Failure failure(TryPin.Tried tried) {
    return tried instanceof TryPin.Tried.Locked ? LOCKED : WRONG;
  }

  /// Whether only somebody who has shown that the seat is theirs may know it.
  private static boolean isSecret(Failure obstacle) {
    return switch (obstacle.reason()) {
      case SUSPENDED, NOT_ELIGIBLE, INCORRECT_RESPONSE -> true;
      default -> false;
    };
  }

  private static Optional<Failure> obstacle(
      Subscriber seat, Pin pin, Optional<Pin> next, Instant now) {
    if (seat.suspended()) {
      return Optional.of(new Failure(Reason.SUSPENDED, "the seat is suspended"));
    }
    if (seat.right().isEmpty()) {
      return Optional.of(
          new Failure(
              Reason.NOT_ELIGIBLE,
              seat.name().isAdministrator()
                  ? "no right to acquire is open; the institution's counter can open it"
                  : "no right to acquire is open; the corporation's administrator can open it"));
    }
    if (now.isBefore(seat.right().get())) {
      return Optional.of(
          new Failure(Reason.NOT_YET_ELIGIBLE, "the right to acquire opens later", seat.right()));
    }
    if (seat.temporaryPin() && next.isEmpty()) {
      return Optional.of(
          new Failure(Reason.PIN_CHANGE_REQUIRED, "the PIN is temporary; choose a new one"));
    }
    if (seat.temporaryPin() && next.get().sameAs(pin)) {
      return Optional.of(
          new Failure(
              Reason.PIN_CHANGE_REQUIRED, "the new PIN must differ from the temporary one"));
    }
    return Optional.empty();
  }

  private Authorization failed(Authorization authorization, Failure failure) {
    return authorization.failed(Challenge.Kind.PIN_01, clock.instant(), failure);
  }

  /// Of two answers that come at once the first settles it, and the second sees that.
  private Authorization settle(
      Authorization judged, Authorizations.PinOutcome pin, List<Entry> entries) {
    return authorizations.settle(judged, pin, entries)
        ? judged
        : authorizations.find(judged.id()).orElseThrow();
  }

  List<Entry> entries(Authorization authorization, Actor by, List<TryPin.Told> told) {
    return told.stream().map(one -> entry(authorization, by, one.act(), one.what())).toList();
  }

  Entry entry(Authorization authorization, Actor by, Act act, String what) {
    return new Entry(
        clock.instant(),
        authorization.institution(),
        by,
        act,
        "subscriber:" + authorization.identifier().value(),
        Map.of("authorization", authorization.id().toString(), "what", what));
  }

  static SubscriberName seat(Authorization authorization) {
    if (authorization.identifier() instanceof Identifier.Seat seat) {
      return seat.name();
    }
    throw new IllegalStateException("a seat's challenge on a DNS name");
  }
}
