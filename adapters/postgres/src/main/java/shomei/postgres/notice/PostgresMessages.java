package shomei.postgres.notice;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.jsonbGetAttributeAsText;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static shomei.postgres.schema.Tables.MESSAGE_READ;
import static shomei.postgres.schema.Tables.OUTBOX;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import shomei.domain.kernel.TimeOrderedId;
import shomei.domain.notice.Mail;
import shomei.domain.notice.Messages;
import shomei.domain.subscriber.Subscriber;
import shomei.postgres.sql.Json;

/// [Messages]: the mails in the outbox, which stay there. Their ids tell when they were written.
final class PostgresMessages implements Messages {
  private static final UUID FIRST = new UUID(0, 0);
  private static final Field<Boolean> UNREAD = field(name("unread"), Boolean.class);

  private final DSLContext database;

  PostgresMessages(DSLContext database) {
    this.database = database;
  }

  @Override
  public List<Message> of(Subscriber seat, int limit) {
    return database
        .select(OUTBOX.ID, OUTBOX.MAIL_TEXT, OUTBOX.MAIL_VALUES, field(unreadOf(seat)).as(UNREAD))
        .from(OUTBOX)
        .where(mailed(seat))
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
    return database.fetchCount(OUTBOX, mailed(seat).and(unreadOf(seat)));
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

  private static Condition unreadOf(Subscriber seat) {
    Field<UUID> from =
        field(
            select(MESSAGE_READ.UNREAD_FROM)
                .from(MESSAGE_READ)
                .where(MESSAGE_READ.SUBSCRIBER.eq(seat.id().value())));
    return OUTBOX.ID.ge(coalesce(from, inline(FIRST)));
  }

  private static Condition mailed(Subscriber seat) {
    Field<String> about = jsonbGetAttributeAsText(OUTBOX.MAIL_VALUES, "seat");
    Condition ofCorporation =
        seat.name().isAdministrator()
            ? about.startsWith(seat.name().contractId() + "/")
            : noCondition();
    return OUTBOX
        .INSTITUTION
        .eq(seat.institution().value())
        .and(OUTBOX.RECIPIENT.eq(seat.mail()))
        .and(about.eq(seat.name().toString()).or(ofCorporation));
  }
}
