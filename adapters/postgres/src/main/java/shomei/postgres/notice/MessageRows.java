package shomei.postgres.notice;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.jsonbGetAttributeAsText;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;
import static shomei.postgres.schema.Tables.MESSAGE_READ;
import static shomei.postgres.schema.Tables.OUTBOX;

import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import shomei.domain.subscriber.Subscriber;

/// Which rows of the outbox a seat reads.
public final class MessageRows {
  private static final UUID FIRST = new UUID(0, 0);

  private MessageRows() {}

  /// How many are unread.
  public static Field<Integer> unread(Subscriber seat) {
    return field(selectCount().from(OUTBOX).where(mailed(seat)).and(unreadOf(seat)));
  }

  static Condition unreadOf(Subscriber seat) {
    Field<UUID> from =
        field(
            select(MESSAGE_READ.UNREAD_FROM)
                .from(MESSAGE_READ)
                .where(MESSAGE_READ.SUBSCRIBER.eq(seat.id().value())));
    return OUTBOX.ID.ge(coalesce(from, inline(FIRST)));
  }

  static Condition mailed(Subscriber seat) {
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
