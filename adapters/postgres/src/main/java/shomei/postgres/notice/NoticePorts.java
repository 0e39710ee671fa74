package shomei.postgres.notice;

import org.jooq.DSLContext;
import shomei.domain.notice.Messages;
import shomei.domain.notice.Notices;
import shomei.domain.notice.Outbox;
import shomei.domain.notice.UntoldActs;

/// Notices, acts to tell of, and mails.
public record NoticePorts(
    Notices notices, UntoldActs untoldActs, Outbox outbox, Messages messages) {
  public static NoticePorts over(DSLContext database) {
    return new NoticePorts(
        new PostgresNotices(database),
        new PostgresUntoldActs(database),
        new PostgresOutbox(database),
        new PostgresMessages(database));
  }
}
