package shomei.domain.subscriber;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policies;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SeatVersion;
import shomei.domain.kernel.SubscriberName;

/// Changes what is registered of a user (seed 001).
public final class ChangeUser {
  private final Policies policies;
  private final Subscribers subscribers;
  private final InstantSource clock;

  public ChangeUser(Policies policies, Subscribers subscribers, InstantSource clock) {
    this.policies = policies;
    this.subscribers = subscribers;
    this.clock = clock;
  }

  /// @return false, and nothing was done, where that is what is registered
  /// @throws Refusal MALFORMED, NOT_FOUND; ALREADY_REPLACED where the seat, or what is registered
  ///   of it, is another than what was seen
  public boolean change(
      Institution institution,
      SubscriberName user,
      SeatVersion seen,
      Registration from,
      Registration to,
      Actor by) {
    Registration next = to.require(policies.of(institution).names());
    Subscriber seat = subscribers.require(institution.id(), user);
    if (next.equals(from) && seat.registration().equals(from)) {
      return false;
    }
    Entry entry =
        new Entry(
            clock.instant(),
            institution.id(),
            by,
            Act.SUBSCRIBER_CHANGED,
            "subscriber:" + user,
            differences(from, next));
    if (!subscribers.change(seat.id(), seen, from, next, entry)) {
      throw Subscribers.changed();
    }
    return true;
  }

  /// What became of what, as an auditor wants to see it.
  private static Map<String, String> differences(Registration from, Registration to) {
    Map<String, String> details = new HashMap<>();
    tell(details, "name", from.name(), to.name());
    tell(details, "kana", from.kana(), to.kana());
    tell(details, "mail", from.mail(), to.mail());
    tell(details, "language", from.language().name(), to.language().name());
    return details;
  }

  private static void tell(Map<String, String> details, String what, String from, String to) {
    if (!from.equals(to)) {
      details.put(what, to);
      details.put(what + "Before", from);
    }
  }
}
