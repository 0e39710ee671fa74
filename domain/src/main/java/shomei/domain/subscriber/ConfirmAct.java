package shomei.domain.subscriber;

import java.time.InstantSource;
import java.util.Map;
import shomei.domain.credential.Pin;
import shomei.domain.credential.PinKind;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.History;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;

/// Judges the confirmation PIN with which an administrator authorises a sensitive act.
///
/// Threat: somebody sits at an administrator's PC, or has the certificate and the login PIN, and
/// guesses this one. The try is counted before it is judged; a seat that is not there is judged in
/// the same steps; what else is in the way is told only to somebody who knows the PIN.
public final class ConfirmAct {
  private final Policies policies;
  private final Subscribers subscribers;
  private final PinCheck check;
  private final History history;
  private final InstantSource clock;

  public ConfirmAct(
      Policies policies,
      Subscribers subscribers,
      PinCheck check,
      History history,
      InstantSource clock) {
    this.policies = policies;
    this.subscribers = subscribers;
    this.check = check;
    this.history = history;
    this.clock = clock;
  }

  /// @throws Refusal LOCKED, INCORRECT_RESPONSE, SUSPENDED
  void confirm(Institution institution, SubscriberName administrator, Pin pin, Origin origin) {
    Policy.Pins rule = policies.of(institution).pins();
    Subscribers.Attempt attempt =
        subscribers.countAttempt(
            institution.id(), administrator, PinKind.CONFIRMATION, clock.instant());
    boolean matches = check.matchesConfirmation(pin, attempt.subscriber(), rule);
    if (attempt.locked(rule.lockAfter())) {
      if (attempt.isTold(rule.lockAfter())) {
        note(institution, administrator, origin, Act.PIN_WRONG, "locked, try " + attempt.count());
      }
      throw new Refusal(Reason.LOCKED, "too many wrong PINs in a row; the ID is locked");
    }
    if (!matches || attempt.subscriber().isEmpty()) {
      note(institution, administrator, origin, Act.PIN_WRONG, "try " + attempt.count());
      if (attempt.count() == rule.lockAfter()) {
        note(institution, administrator, origin, Act.PIN_LOCKED, "try " + attempt.count());
      }
      throw new Refusal(Reason.INCORRECT_RESPONSE, "the confirmation PIN is wrong");
    }
    subscribers.forgetAttempts(institution.id(), administrator, PinKind.CONFIRMATION);
    if (attempt.subscriber().get().suspended()) {
      throw new Refusal(Reason.SUSPENDED, "the administrator is suspended");
    }
  }

  private void note(
      Institution institution, SubscriberName administrator, Origin origin, Act act, String what) {
    history.add(
        new Entry(
            clock.instant(),
            institution.id(),
            Actor.subscriber(administrator, origin),
            act,
            "subscriber:" + administrator,
            Map.of("pin", "confirmation", "what", what)));
  }
}
