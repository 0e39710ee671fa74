package shomei.domain.memory;

import java.util.Set;
import shomei.domain.history.Act;
import shomei.domain.history.History;
import shomei.domain.notice.Messages;
import shomei.domain.session.Overviews;
import shomei.domain.subscriber.Subscriber;

record MemoryOverviews(History history, Messages messages) implements Overviews {
  @Override
  public Overview of(Subscriber seat, Set<Act> acts) {
    String subject = "subscriber:" + seat.name();
    return new Overview(
        history.latest(seat.institution(), subject, Set.of(Act.LOGGED_IN), LOGINS),
        history.latest(seat.institution(), subject, acts, RECENT),
        messages.unread(seat));
  }
}
