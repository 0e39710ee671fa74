package shomei.domain.subscriber;

import java.time.InstantSource;
import java.util.Map;
import shomei.domain.credential.Pin;
import shomei.domain.credential.PinVerifier;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;

/// Gives a seat another PIN, by an operator (seeds 001, 004). A lock stays: [UnlockSubscriber]
/// opens it.
public final class ResetPin {
  private final Policies policies;
  private final Subscribers subscribers;
  private final PinCheck pins;
  private final InstantSource clock;

  public ResetPin(Policies policies, Subscribers subscribers, PinCheck pins, InstantSource clock) {
    this.policies = policies;
    this.subscribers = subscribers;
    this.pins = pins;
    this.clock = clock;
  }

  /// The new login PIN is temporary: whoever handed it over knows it.
  ///
  /// @throws Refusal NOT_FOUND, MALFORMED
  public void login(Institution institution, SubscriberName name, Pin pin, Actor operator) {
    Subscriber seat = find(institution, name);
    subscribers.setLoginPin(
        seat.id(), keep(institution, seat, pin), true, entry(seat, "login", operator));
  }

  /// @throws Refusal NOT_FOUND, MALFORMED
  public void confirmation(Institution institution, SubscriberName name, Pin pin, Actor operator) {
    Subscriber seat = find(institution, name);
    subscribers.setConfirmationPin(
        seat.id(), keep(institution, seat, pin), entry(seat, "confirmation", operator));
  }

  private Subscriber find(Institution institution, SubscriberName name) {
    return subscribers
        .find(institution.id(), name)
        .orElseThrow(() -> new Refusal(Reason.NOT_FOUND, "there is no such seat"));
  }

  private PinVerifier keep(Institution institution, Subscriber seat, Pin pin) {
    Policy.Pins rule = policies.of(institution).pins();
    return pins.keep(pin.requireForm(rule), seat.id(), rule);
  }

  private Entry entry(Subscriber seat, String which, Actor operator) {
    return new Entry(
        clock.instant(),
        seat.institution(),
        operator,
        Act.PIN_RESET,
        "subscriber:" + seat.name(),
        Map.of("pin", which));
  }
}
