package shomei.domain.session;

import java.time.InstantSource;
import java.util.Map;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.Origin;

/// Ends a session because its holder wants to.
public final class LogOut {
  private final Sessions sessions;
  private final InstantSource clock;

  public LogOut(Sessions sessions, InstantSource clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  /// Does nothing where it has ended already.
  public void logOut(Session session, Origin origin) {
    sessions.end(
        session.id(),
        new Entry(
            clock.instant(),
            session.binding().institution(),
            Actor.subscriber(session.seat(), origin),
            Act.SESSION_ENDED,
            "subscriber:" + session.seat(),
            Map.of("what", "LOGOUT")));
  }
}
