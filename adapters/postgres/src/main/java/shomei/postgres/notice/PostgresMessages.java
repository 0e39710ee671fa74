package shomei.postgres.notice;

import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.name;
import static shomei.postgres.schema.Tables.MESSAGE_READ;
import static shomei.postgres.schema.Tables.OUTBOX;

import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import shomei.domain.kernel.TimeOrderedId;
import shomei.domain.notice.Mail;
import shomei.domain.notice.Messages;
import shomei.domain.subscriber.Subscriber;
import shomei.postgres.sql.Json;

/// [Messages]: the mails in the outbox, which stay there. Their ids tell when they were written.
final class PostgresMessages implements Messages {
  private static final Field<Boolean> UNREAD = field(name("unread"), Boolean.class);

  private final DSLContext database;

  PostgresMessages(DSLContext database) {
    this.database = database;
  }

  @Override
  public List<Message> of(Subscriber seat, int limit) {
    return database
        .select(
            OUTBOX.ID,
            OUTBOX.MAIL_TEXT,
            OUTBOX.MAIL_VALUES,
            field(MessageRows.unreadOf(seat)).as(UNREAD))
        .from(OUTBOX)
        .where(MessageRows.mailed(seat))
        .orderBy(OUTBOX.ID.desc())
        .limit(limit)
        .fetch(
            row ->
                new Message(
                    row.get(OUTBOX.ID),
                    Mail.Text.valueOf(row.get(OUTBOX.MAIL_TEXT)),
                    Json.texts(row.get(OUTBOX.MAIL_VALUES)),
                    TimeOrderedId.at(row.get(OUTBOX.ID)),
                    row.get(UNREAD)));
  }

  @Override
  public int unread(Subscriber seat) {
    return database.fetchSingle(MessageRows.unread(seat)).value1();
  }

  @Override
  public void read(Subscriber seat, Instant until) {
    database
        .insertInto(MESSAGE_READ, MESSAGE_READ.SUBSCRIBER, MESSAGE_READ.UNREAD_FROM)
        .values(seat.id().value(), TimeOrderedId.after(until))
        .onConflict(MESSAGE_READ.SUBSCRIBER)
        .doUpdate()
        .set(
            MESSAGE_READ.UNREAD_FROM,
            greatest(MESSAGE_READ.UNREAD_FROM, excluded(MESSAGE_READ.UNREAD_FROM)))
        .execute();
  }
}
