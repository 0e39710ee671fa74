package shomei.postgres.session;

import org.jooq.DSLContext;
import shomei.domain.session.Sessions;
import shomei.domain.session.Submissions;

/// Login sessions, and the forms that were sent.
public record SessionPorts(Sessions sessions, Submissions submissions) {
  public static SessionPorts over(DSLContext database) {
    return new SessionPorts(new PostgresSessions(database), new PostgresSubmissions(database));
  }
}
