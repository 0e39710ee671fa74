package shomei.postgres.session;

import org.jooq.DSLContext;
import shomei.domain.session.Overviews;
import shomei.domain.session.Sessions;
import shomei.domain.session.Submissions;

/// Login sessions, the forms that were sent, and what people see first.
public record SessionPorts(Sessions sessions, Submissions submissions, Overviews overviews) {
  public static SessionPorts over(DSLContext database) {
    return new SessionPorts(
        new PostgresSessions(database),
        new PostgresSubmissions(database),
        new PostgresOverviews(database));
  }
}
