package shomei.domain.authorization;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shomei.domain.credential.Pin;
import shomei.domain.credential.PinVerifier;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Identifier;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.PinCheck;
import shomei.domain.subscriber.PinTry;
import shomei.domain.subscriber.Subscriber;
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
  private final Authorizations authorizations;
  private final PinCheck check;
  private final InstantSource clock;

  public JudgePin(TryPin pins, Authorizations authorizations, PinCheck check, InstantSource clock) {
    this.pins = pins;
    this.authorizations = authorizations;
    this.check = check;
    this.clock = clock;
  }

  /// @throws shomei.domain.kernel.Refusal MALFORMED where the new PIN breaks the policy's rule, and
  ///   RATE_LIMITED; no try is counted
  Authorization judge(
      Policy policy, Authorization authorization, ChallengeResponse.OfPin answer, Actor by) {
    Optional<Pin> next = answer.newPin().map(text -> Pin.choose(text, policy.pins()));
    var outsider =
        new PinTry.By.Outsider(by.origin().network(), Optional.of(authorization.account()));
    TryPin.Tried tried = attempt(policy.pins(), authorization, outsider, answer.pin());
    return switch (tried) {
      case TryPin.Tried.Wrong _, TryPin.Tried.Locked _ ->
          settle(
              failed(authorization, tried.attempt().known() ? failure(tried) : WRONG_OR_MORE),
              new Authorizations.PinOutcome.Untouched(),
              entries(authorization, by, tried.told()));
      case TryPin.Tried.Right right -> judge(policy, authorization, right, answer.pin(), next, by);
    };
  }

  private Authorization judge(
      Policy policy,
      Authorization authorization,
      TryPin.Tried.Right tried,
      Pin pin,
      Optional<Pin> next,
      Actor by) {
    Instant now = clock.instant();
    Subscriber seat = tried.seat();
    PinTry.Attempt attempt = tried.attempt();
    Optional<Failure> obstacle = obstacle(seat, pin, next, now);
    if (obstacle.isPresent() && isSecret(obstacle.get()) && !attempt.known()) {
      return settle(
          failed(authorization, WRONG_OR_MORE),
          new Authorizations.PinOutcome.Untouched(),
          entries(authorization, by, tried.toldAsWrong(obstacle.get().reason())));
    }
    if (obstacle.isPresent()) {
      return settle(
          failed(authorization, obstacle.get()),
          new Authorizations.PinOutcome.Right(attempt),
          List.of(entry(authorization, by, Act.CHALLENGE_INVALID, obstacle.get().reason().name())));
    }
    Authorization proven =
        authorization.proven(Challenge.Kind.PIN_01, now, authorization.expires());
    List<Entry> entries = new ArrayList<>();
    entries.add(entry(authorization, by, Act.CHALLENGE_VALID, "pin-01"));
    if (!seat.temporaryPin()) {
      return settle(
          proven.atRevision(seat.revision()),
          new Authorizations.PinOutcome.Right(attempt),
          entries);
    }
    entries.add(entry(authorization, by, Act.PIN_CHANGED, "first use"));
    PinVerifier chosen = check.keep(next.orElseThrow(), seat.id(), policy.pins());
    return settle(
        proven.atRevision(seat.revision() + 1),
        new Authorizations.PinOutcome.Changed(seat.loginPin(), chosen, attempt),
        entries);
  }

  TryPin.Tried attempt(Policy.Pins rule, Authorization authorization, PinTry.By by, Pin pin) {
    return pins.attempt(
        new PinTry(authorization.institution(), seat(authorization), by, rule, clock.instant()),
        pin);
  }

  /// Why a try was not right, for somebody who may know.
  static Failure failure(TryPin.Tried tried) {
    return tried instanceof TryPin.Tried.Locked ? LOCKED : WRONG;
  }

  /// Whether only somebody who has shown that the seat is theirs may know it.
  private static boolean isSecret(Failure obstacle) {
    return obstacle.reason() == Reason.SUSPENDED || obstacle.reason() == Reason.NOT_ELIGIBLE;
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
