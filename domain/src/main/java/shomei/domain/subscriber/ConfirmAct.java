package shomei.domain.subscriber;

import java.time.InstantSource;
import java.util.Map;
import shomei.domain.credential.Pin;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.History;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policies;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;

/// Judges the confirmation PIN with which an administrator authorises a sensitive act.
///
/// Threat: somebody sits at an administrator's PC, or has the certificate and the login PIN, and
/// guesses this one, or enters the one that they know between two guesses. Each PIN has a count of
/// its own, and it locks everything ([TryPin]); a seat that is not there is judged in the same
/// steps; what else is in the way is told only to somebody who knows the PIN.
public final class ConfirmAct {
  private final Policies policies;
  private final TryPin pins;
  private final Subscribers subscribers;
  private final History history;
  private final InstantSource clock;

  public ConfirmAct(
      Policies policies,
      TryPin pins,
      Subscribers subscribers,
      History history,
      InstantSource clock) {
    this.policies = policies;
    this.pins = pins;
    this.subscribers = subscribers;
    this.history = history;
    this.clock = clock;
  }

  /// What came of a try.
  public enum Outcome {
    CONFIRMED,
    WRONG_PIN,
    LOCKED,
    /// It is right and temporary: it authorises nothing before it is changed (`ChangeOwnPin`).
    PIN_CHANGE_REQUIRED
  }

  /// @throws Refusal SUSPENDED where the PIN is right
  public Outcome confirm(
      Institution institution, SubscriberName administrator, Pin pin, Origin origin) {
    PinTry next =
        new PinTry(
            institution.id(),
            administrator,
            new PinTry.By.Administrator(),
            policies.of(institution).pins(),
            clock.instant());
    TryPin.Tried tried = pins.attempt(next, pin);
    return switch (tried) {
      case TryPin.Tried.Locked _ -> {
        note(tried, institution, administrator, origin);
        yield Outcome.LOCKED;
      }
      case TryPin.Tried.Wrong _ -> {
        note(tried, institution, administrator, origin);
        yield Outcome.WRONG_PIN;
      }
      case TryPin.Tried.Right right -> {
        subscribers.forget(right.attempt());
        pins.keepAnew(right, pin);
        if (right.seat().suspended()) {
          throw new Refusal(Reason.SUSPENDED, "the administrator is suspended");
        }
        yield right.seat().temporaryConfirmationPin()
            ? Outcome.PIN_CHANGE_REQUIRED
            : Outcome.CONFIRMED;
      }
    };
  }

  private void note(
      TryPin.Tried tried, Institution institution, SubscriberName administrator, Origin origin) {
    for (TryPin.Told told : tried.told()) {
      history.add(
          new Entry(
              clock.instant(),
              institution.id(),
              Actor.subscriber(administrator, origin),
              told.act(),
              "subscriber:" + administrator,
              Map.of("pin", "confirmation", "what", told.what())));
    }
  }
}
