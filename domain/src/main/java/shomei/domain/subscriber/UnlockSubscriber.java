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

/// Unlocks a seat that wrong PINs have locked, by an operator (seed 001).
public final class UnlockSubscriber {
  private final Subscribers subscribers;
  private final InstantSource clock;

  public UnlockSubscriber(Subscribers subscribers, InstantSource clock) {
    this.subscribers = subscribers;
    this.clock = clock;
  }

  /// @throws Refusal NOT_FOUND
  public void unlock(InstitutionId institution, SubscriberName name, Actor operator) {
    if (subscribers.find(institution, name).isEmpty()) {
      throw new Refusal(Reason.NOT_FOUND, "there is no such seat");
    }
    subscribers.unlock(
        institution,
        name,
        new Entry(
            clock.instant(),
            institution,
            operator,
            Act.SUBSCRIBER_UNLOCKED,
            "subscriber:" + name,
            Map.of()));
  }
}
