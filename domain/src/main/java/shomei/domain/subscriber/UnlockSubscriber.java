package shomei.domain.subscriber;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SeatVersion;
import shomei.domain.kernel.SubscriberName;

/// Unlocks a seat that wrong PINs have locked (seed 001): the counter any seat, an administrator a
/// user.
public final class UnlockSubscriber {
  private final Subscribers subscribers;
  private final InstantSource clock;

  public UnlockSubscriber(Subscribers subscribers, InstantSource clock) {
    this.subscribers = subscribers;
    this.clock = clock;
  }

  /// @throws Refusal NOT_FOUND
  public void unlock(InstitutionId institution, SubscriberName name, Actor by) {
    unlock(institution, name, Optional.empty(), by);
  }

  /// The same to a seat that was seen so.
  ///
  /// @throws Refusal NOT_FOUND; ALREADY_REPLACED where it is another by now
  public void unlock(InstitutionId institution, SubscriberName name, SeatVersion seen, Actor by) {
    unlock(institution, name, Optional.of(seen), by);
  }

  private void unlock(
      InstitutionId institution, SubscriberName name, Optional<SeatVersion> seen, Actor by) {
    subscribers.require(institution, name);
    boolean done =
        subscribers.unlock(
            institution,
            name,
            seen,
            new Entry(
                clock.instant(),
                institution,
                by,
                Act.SUBSCRIBER_UNLOCKED,
                "subscriber:" + name,
                Map.of()));
    if (!done) {
      throw Subscribers.changed();
    }
  }
}
