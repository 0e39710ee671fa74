package shomei.domain.subscriber;

import java.time.InstantSource;
import java.util.Map;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;

/// Suspends a seat, which then neither acquires nor renews, and lets it go on (seed 004).
public final class SuspendSubscriber {
  private final Subscribers subscribers;
  private final InstantSource clock;

  public SuspendSubscriber(Subscribers subscribers, InstantSource clock) {
    this.subscribers = subscribers;
    this.clock = clock;
  }

  /// Does nothing where it is suspended already.
  ///
  /// @throws Refusal NOT_FOUND
  public void suspend(InstitutionId institution, SubscriberName name, Actor operator) {
    write(institution, name, true, operator);
  }

  /// Does nothing where it is not suspended.
  ///
  /// @throws Refusal NOT_FOUND
  public void unsuspend(InstitutionId institution, SubscriberName name, Actor operator) {
    write(institution, name, false, operator);
  }

  private void write(
      InstitutionId institution, SubscriberName name, boolean suspended, Actor operator) {
    Subscriber seat =
        subscribers
            .find(institution, name)
            .orElseThrow(() -> new Refusal(Reason.NOT_FOUND, "there is no such seat"));
    subscribers.suspend(
        seat.id(),
        suspended,
        new Entry(
            clock.instant(),
            institution,
            operator,
            suspended ? Act.SUBSCRIBER_SUSPENDED : Act.SUBSCRIBER_UNSUSPENDED,
            "subscriber:" + name,
            Map.of()));
  }
}
