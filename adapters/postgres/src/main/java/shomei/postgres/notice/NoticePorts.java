package shomei.postgres.notice;

import org.jooq.DSLContext;
import shomei.domain.notice.Notices;
import shomei.domain.notice.Outbox;

/// Notices and mails.
public record NoticePorts(Notices notices, Outbox outbox) {
  public static NoticePorts over(DSLContext database) {
    return new NoticePorts(new PostgresNotices(database), new PostgresOutbox(database));
  }
}
