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

/// Suspends a seat, which then neither logs in, acquires nor renews, and lets it go on (seed 004):
/// the counter any seat, an administrator a user.
public final class SuspendSubscriber {
  private final Subscribers subscribers;
  private final InstantSource clock;

  public SuspendSubscriber(Subscribers subscribers, InstantSource clock) {
    this.subscribers = subscribers;
    this.clock = clock;
  }

  /// @return false, and nothing was done, where it is suspended already
  /// @throws Refusal NOT_FOUND
  public boolean suspend(InstitutionId institution, SubscriberName name, Actor by) {
    return write(institution, name, Optional.empty(), true, by);
  }

  /// @return false, and nothing was done, where it is not suspended
  /// @throws Refusal NOT_FOUND
  public boolean unsuspend(InstitutionId institution, SubscriberName name, Actor by) {
    return write(institution, name, Optional.empty(), false, by);
  }

  /// The same to a seat that was seen so.
  ///
  /// @return false, and nothing was done, where it is so already
  /// @throws Refusal NOT_FOUND; ALREADY_REPLACED where it is another by now
  public boolean suspend(
      InstitutionId institution,
      SubscriberName name,
      SeatVersion seen,
      boolean suspended,
      Actor by) {
    return write(institution, name, Optional.of(seen), suspended, by);
  }

  private boolean write(
      InstitutionId institution,
      SubscriberName name,
      Optional<SeatVersion> seen,
      boolean suspended,
      Actor by) {
    Subscriber seat = subscribers.require(institution, name);
    if (seat.suspended() == suspended
        && seen.map(SeatVersion::revision).orElse(seat.revision()) == seat.revision()) {
      return false;
    }
    boolean done =
        subscribers.suspend(
            seat.id(),
            seen,
            suspended,
            new Entry(
                clock.instant(),
                institution,
                by,
                suspended ? Act.SUBSCRIBER_SUSPENDED : Act.SUBSCRIBER_UNSUSPENDED,
                "subscriber:" + name,
                Map.of()));
    if (!done && seen.isPresent()) {
      throw Subscribers.changed();
    }
    return done;
  }
}
