package shomei.domain.authorization;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shomei.domain.credential.Pin;
import shomei.domain.credential.PinKind;
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
import shomei.domain.subscriber.Subscriber;
import shomei.domain.subscriber.Subscribers;

/// Judges the answer to `pin-01`: the PIN first, and only to somebody who knows it what else is in
/// the way.
///
/// Threat: somebody guesses PINs, in parallel, over many accounts and nodes, or asks which seats
/// exist. The try is counted before it is judged; seats that nobody has are counted, judged and
/// locked in the same steps.
public final class JudgePin {
  private final Subscribers subscribers;
  private final Authorizations authorizations;
  private final PinCheck check;
  private final InstantSource clock;

  public JudgePin(
      Subscribers subscribers, Authorizations authorizations, PinCheck check, InstantSource clock) {
    this.subscribers = subscribers;
    this.authorizations = authorizations;
    this.check = check;
    this.clock = clock;
  }

  /// @throws shomei.domain.kernel.Refusal MALFORMED where the new PIN breaks the policy's rule; no
  ///   try is counted
  Authorization judge(
      Policy policy, Authorization authorization, ChallengeResponse.OfPin answer, Actor by) {
    Optional<Pin> next = answer.newPin().map(text -> Pin.choose(text, policy.pins()));
    Tried tried = attempt(policy.pins(), authorization, answer.pin(), by);
    Instant now = clock.instant();
    if (tried instanceof Tried.Wrong wrong) {
      return settle(authorization.failed(Challenge.Kind.PIN_01, now, wrong.failure()), wrong);
    }
    Subscriber seat = ((Tried.Right) tried).seat();
    Optional<Failure> obstacle = obstacle(seat, answer.pin(), next, now);
    if (obstacle.isPresent()) {
      return settle(
          authorization.failed(Challenge.Kind.PIN_01, now, obstacle.get()),
          new Authorizations.PinOutcome.Right(),
          List.of(entry(authorization, by, Act.CHALLENGE_INVALID, obstacle.get().reason().name())));
    }
    Authorization proven =
        authorization.proven(Challenge.Kind.PIN_01, now, authorization.expires());
    List<Entry> entries = new ArrayList<>();
    entries.add(entry(authorization, by, Act.CHALLENGE_VALID, "pin-01"));
    if (!seat.temporaryPin()) {
      return settle(
          proven.atRevision(seat.revision()), new Authorizations.PinOutcome.Right(), entries);
    }
    entries.add(entry(authorization, by, Act.PIN_CHANGED, "first use"));
    PinVerifier chosen = check.keep(next.orElseThrow(), seat.id(), policy.pins());
    return settle(
        proven.atRevision(seat.revision() + 1),
        new Authorizations.PinOutcome.Changed(seat.loginPin(), chosen),
        entries);
  }

  /// A try at a PIN, counted and looked at.
  sealed interface Tried {
    record Right(Subscriber seat) implements Tried {}

    record Wrong(Failure failure, List<Entry> entries) implements Tried {}
  }

  Tried attempt(Policy.Pins rule, Authorization authorization, Pin pin, Actor by) {
    Subscribers.Attempt attempt =
        subscribers.countAttempt(
            authorization.institution(), seat(authorization), PinKind.LOGIN, clock.instant());
    boolean matches = check.matchesLogin(pin, attempt.subscriber(), rule);
    if (attempt.locked(rule.lockAfter())) {
      Failure locked = new Failure(Reason.LOCKED, "too many wrong PINs in a row; the ID is locked");
      List<Entry> told =
          attempt.isTold(rule.lockAfter())
              ? List.of(entry(authorization, by, Act.PIN_WRONG, "locked, try " + attempt.count()))
              : List.of();
      return new Tried.Wrong(locked, told);
    }
    if (!matches || attempt.subscriber().isEmpty()) {
      List<Entry> entries = new ArrayList<>();
      entries.add(entry(authorization, by, Act.PIN_WRONG, "try " + attempt.count()));
      if (attempt.count() == rule.lockAfter()) {
        entries.add(entry(authorization, by, Act.PIN_LOCKED, "try " + attempt.count()));
      }
      return new Tried.Wrong(
          new Failure(Reason.INCORRECT_RESPONSE, "the ID or the PIN is wrong"), entries);
    }
    return new Tried.Right(attempt.subscriber().get());
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

  private Authorization settle(Authorization judged, Tried.Wrong wrong) {
    return settle(judged, new Authorizations.PinOutcome.Untouched(), wrong.entries());
  }

  /// Of two answers that come at once the first settles it, and the second sees that.
  private Authorization settle(
      Authorization judged, Authorizations.PinOutcome pin, List<Entry> entries) {
    return authorizations.settle(judged, pin, entries)
        ? judged
        : authorizations.find(judged.id()).orElseThrow();
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
