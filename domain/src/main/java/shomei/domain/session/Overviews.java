package shomei.domain.session;

import java.util.List;
import java.util.Set;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.subscriber.Subscriber;

/// What somebody who is logged in sees first (seed 004; FACES.md, C8).
public interface Overviews {
  /// So many logins are shown.
  int LOGINS = 3;

  /// And so many other acts.
  int RECENT = 10;

  /// In one round trip.
  ///
  /// @param acts those that are shown beside logins
  Overview of(Subscriber seat, Set<Act> acts);

  /// @param logins on the seat, newest first
  /// @param recent acts on the seat, newest first
  /// @param unread how many mails to it are unread (`Messages`)
  record Overview(List<Entry> logins, List<Entry> recent, int unread) {
    public Overview {
      logins = List.copyOf(logins);
      recent = List.copyOf(recent);
    }
  }
}
