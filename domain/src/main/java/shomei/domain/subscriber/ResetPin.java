package shomei.domain.subscriber;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import shomei.domain.credential.Pin;
import shomei.domain.credential.PinKind;
import shomei.domain.credential.PinVerifier;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SeatVersion;
import shomei.domain.kernel.SubscriberName;

/// Gives a seat other PINs (seeds 001, 004): the counter any seat, an administrator a user. They
/// are temporary: whoever handed them over knows them. A lock stays: [UnlockSubscriber] opens it.
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

  /// @throws Refusal NOT_FOUND, MALFORMED
  public void login(Institution institution, SubscriberName name, Pin pin, Actor by) {
    reset(institution, name, Optional.empty(), Map.of(PinKind.LOGIN, pin), by);
  }

  /// @throws Refusal NOT_FOUND, MALFORMED
  public void confirmation(Institution institution, SubscriberName name, Pin pin, Actor by) {
    reset(institution, name, Optional.empty(), Map.of(PinKind.CONFIRMATION, pin), by);
  }

  /// Both, of a seat that was seen so.
  ///
  /// @throws Refusal NOT_FOUND, MALFORMED; ALREADY_REPLACED where it is another by now
  public void both(
      Institution institution,
      SubscriberName name,
      SeatVersion seen,
      Pin login,
      Pin confirmation,
      Actor by) {
    reset(
        institution,
        name,
        Optional.of(seen),
        Map.of(PinKind.LOGIN, login, PinKind.CONFIRMATION, confirmation),
        by);
  }

  private void reset(
      Institution institution,
      SubscriberName name,
      Optional<SeatVersion> seen,
      Map<PinKind, Pin> chosen,
      Actor by) {
    Policy.Pins rule = policies.of(institution).pins();
    Subscriber seat = subscribers.require(institution.id(), name);
    Map<PinKind, PinVerifier> kept = new EnumMap<>(PinKind.class);
    chosen.forEach(
        (kind, pin) -> kept.put(kind, pins.keep(pin.requireForm(rule), seat.id(), rule)));
    Instant now = clock.instant();
    boolean done =
        subscribers.resetPins(
            seat.id(),
            seen,
            kept,
            kept.keySet().stream().map(kind -> entry(now, seat, kind, by)).toList());
    if (!done) {
      throw Subscribers.changed();
    }
  }

  private static Entry entry(Instant now, Subscriber seat, PinKind kind, Actor by) {
    return new Entry(
        now,
        seat.institution(),
        by,
        Act.PIN_RESET,
        "subscriber:" + seat.name(),
        Map.of("pin", kind.name().toLowerCase(Locale.ROOT)));
  }
}
