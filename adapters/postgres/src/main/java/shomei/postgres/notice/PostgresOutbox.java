package shomei.postgres.notice;

import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;
import static shomei.postgres.schema.Tables.INSTITUTION;
import static shomei.postgres.schema.Tables.OUTBOX;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import shomei.domain.kernel.TimeOrderedId;
import shomei.domain.notice.Mail;
import shomei.domain.notice.Outbox;
import shomei.domain.subscriber.Subscriber;
import shomei.postgres.institution.PostgresInstitutions;
import shomei.postgres.schema.tables.records.OutboxRecord;
import shomei.postgres.sql.Assignments;
import shomei.postgres.sql.Change;
import shomei.postgres.sql.Json;
import shomei.postgres.sql.RowMapping;

/// [Outbox]. Mails that were sent or refused stay, so that an operator can look back.
final class PostgresOutbox implements Outbox {
  private static final Condition WAITING = OUTBOX.SENT_AT.isNull().and(OUTBOX.REFUSED_AT.isNull());

  /// @param due when to send it
  private record Posted(Mail mail, Instant due) {}

  private static final RowMapping<Posted> ROW =
      RowMapping.<Posted>of(OUTBOX)
          .with(OUTBOX.ID, posted -> posted.mail().id())
          .with(OUTBOX.INSTITUTION, posted -> posted.mail().institution().id().value())
          .with(OUTBOX.MAIL_TEXT, posted -> posted.mail().text().name())
          .with(OUTBOX.LANGUAGE, posted -> posted.mail().language().name())
          .with(OUTBOX.RECIPIENT, posted -> posted.mail().to())
          .with(OUTBOX.MAIL_VALUES, posted -> Json.of(posted.mail().values()))
          .with(OUTBOX.DUE, Posted::due);

  private final DSLContext database;

  PostgresOutbox(DSLContext database) {
    this.database = database;
  }

  @Override
  public List<Waiting> take(Instant now, Instant until, int limit) {
    Change change = new Change();
    Table<?> next =
        change.step(
            select(OUTBOX.ID)
                .from(OUTBOX)
                .where(WAITING)
                .and(OUTBOX.DUE.le(now))
                .orderBy(OUTBOX.DUE, OUTBOX.ID)
                .limit(limit)
                .forUpdate()
                .skipLocked());
    Table<?> taken =
        change.step(
            update(OUTBOX)
                .set(OUTBOX.DUE, until)
                .where(OUTBOX.ID.in(select(Change.column(next, OUTBOX.ID)).from(next)))
                .returning(OUTBOX.ID));
    Field<?>[] read =
        Stream.of(OUTBOX, INSTITUTION).flatMap(Table::fieldStream).toArray(Field[]::new);
    return database
        .fetch(
            change
                .asking(read)
                .from(taken)
                .join(OUTBOX)
                .on(OUTBOX.ID.eq(Change.column(taken, OUTBOX.ID)))
                .join(INSTITUTION)
                .on(INSTITUTION.ID.eq(OUTBOX.INSTITUTION))
                .orderBy(OUTBOX.DUE, OUTBOX.ID))
        .map(PostgresOutbox::read);
  }

  @Override
  public void sent(UUID mail, Instant at) {
    database
        .update(OUTBOX)
        .set(OUTBOX.SENT_AT, at)
        .setNull(OUTBOX.ERROR)
        .where(OUTBOX.ID.eq(mail))
        .and(WAITING)
        .execute();
  }

  @Override
  public void failed(UUID mail, String error, Instant next) {
    database
        .update(OUTBOX)
        .set(OUTBOX.TRIES, OUTBOX.TRIES.plus(1))
        .set(OUTBOX.ERROR, error)
        .set(OUTBOX.DUE, next)
        .where(OUTBOX.ID.eq(mail))
        .and(WAITING)
        .execute();
  }

  @Override
  public void refused(UUID mail, String error, Instant at) {
    database
        .update(OUTBOX)
        .set(OUTBOX.REFUSED_AT, at)
        .set(OUTBOX.ERROR, error)
        .where(OUTBOX.ID.eq(mail))
        .and(WAITING)
        .execute();
  }

  /// Along the primary key, which tells when they were written.
  @Override
  public int forget(Instant before, int limit) {
    return database
        .deleteFrom(OUTBOX)
        .where(
            OUTBOX.ID.in(
                select(OUTBOX.ID)
                    .from(OUTBOX)
                    .where(OUTBOX.ID.lt(TimeOrderedId.after(before.minusMillis(1))))
                    .andNot(WAITING)
                    .orderBy(OUTBOX.ID)
                    .limit(limit)
                    .forUpdate()
                    .skipLocked()))
        .execute();
  }

  @Override
  public int size() {
    return database.fetchCount(OUTBOX, WAITING);
  }

  static Assignments write(Mail mail, Instant due) {
    return ROW.constants(new Posted(mail, due));
  }

  private static Waiting read(Record row) {
    OutboxRecord mail = row.into(OUTBOX);
    return new Waiting(
        new Mail(
            mail.getId(),
            PostgresInstitutions.read(row.into(INSTITUTION)),
            Mail.Text.valueOf(mail.getMailText()),
            Subscriber.Language.valueOf(mail.getLanguage()),
            mail.getRecipient(),
            Json.texts(mail.getMailValues())),
        mail.getTries());
  }
}
