package shomei.postgres.notice;

import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.jsonbGetAttributeAsText;
import static shomei.postgres.schema.Tables.HISTORY;
import static shomei.postgres.schema.Tables.OUTBOX;
import static shomei.postgres.schema.Tables.UNTOLD_ACT;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Table;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.notice.Mail;
import shomei.domain.notice.UntoldActs;
import shomei.postgres.history.HistoryRows;
import shomei.postgres.sql.Change;

/// [UntoldActs]. A trigger on the history notes them.
final class PostgresUntoldActs implements UntoldActs {
  private final DSLContext database;

  PostgresUntoldActs(DSLContext database) {
    this.database = database;
  }

  @Override
  public List<Untold> after(long entry, int limit) {
    return database
        .select(HISTORY.fields())
        .from(UNTOLD_ACT)
        .join(HISTORY)
        .on(HISTORY.ID.eq(UNTOLD_ACT.ENTRY))
        .where(UNTOLD_ACT.ENTRY.gt(entry))
        .orderBy(UNTOLD_ACT.ENTRY)
        .limit(limit)
        .fetchInto(HISTORY)
        .map(row -> new Untold(row.getId(), HistoryRows.read(row)));
  }

  /// A mail is due when it is written or later.
  @Override
  public int mailed(
      InstitutionId institution, String to, Mail.Text text, SubscriberName seat, Instant since) {
    return database.fetchCount(
        OUTBOX,
        OUTBOX
            .INSTITUTION
            .eq(institution.value())
            .and(OUTBOX.RECIPIENT.eq(to))
            .and(OUTBOX.MAIL_TEXT.eq(text.name()))
            .and(OUTBOX.DUE.gt(since))
            .and(jsonbGetAttributeAsText(OUTBOX.MAIL_VALUES, "seat").eq(seat.toString())));
  }

  @Override
  public boolean decide(Untold act, List<Mail> mails, Optional<Entry> entry, Instant now) {
    Change change = new Change();
    Table<?> decided =
        change.step(
            deleteFrom(UNTOLD_ACT)
                .where(UNTOLD_ACT.ENTRY.eq(act.id()))
                .returning(UNTOLD_ACT.ENTRY));
    change.insert(decided, mails.stream().map(mail -> PostgresOutbox.write(mail, now)).toList());
    entry.ifPresent(one -> change.insert(decided, HistoryRows.write(one)));
    return change.done(database, decided);
  }
}
