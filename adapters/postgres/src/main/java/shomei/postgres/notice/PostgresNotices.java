package shomei.postgres.notice;

import static org.jooq.impl.DSL.update;
import static shomei.postgres.schema.Tables.CERTIFICATE;
import static shomei.postgres.schema.Tables.NOTICE;

import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Table;
import shomei.domain.history.Entry;
import shomei.domain.kernel.Serial;
import shomei.domain.notice.Mail;
import shomei.domain.notice.Notice;
import shomei.domain.notice.Notices;
import shomei.postgres.certificate.CertificateRows;
import shomei.postgres.history.HistoryRows;
import shomei.postgres.schema.tables.records.NoticeRecord;
import shomei.postgres.sql.Change;

/// [Notices]. A partial index holds the undecided ones alone, by the time when they are due.
final class PostgresNotices implements Notices {
  private final DSLContext database;

  PostgresNotices(DSLContext database) {
    this.database = database;
  }

  @Override
  public List<Due> due(Instant now, int limit) {
    return database
        .select(NOTICE.fields())
        .select(CERTIFICATE.fields())
        .from(NOTICE)
        .join(CERTIFICATE)
        .on(CERTIFICATE.SERIAL.eq(NOTICE.SERIAL))
        .where(NOTICE.DECIDED_AT.isNull())
        .and(NOTICE.DUE.le(now))
        .orderBy(NOTICE.DUE, NOTICE.SERIAL, NOTICE.DAYS_BEFORE)
        .limit(limit)
        .fetch(row -> new Due(read(row.into(NOTICE)), CertificateRows.read(row.into(CERTIFICATE))));
  }

  @Override
  public boolean decide(Notice notice, List<Mail> mails, Entry entry) {
    Change change = new Change();
    Table<?> decided =
        change.step(
            update(NOTICE)
                .set(NOTICE.DECIDED_AT, entry.at())
                .where(NOTICE.SERIAL.eq(notice.serial().hex()))
                .and(NOTICE.DAYS_BEFORE.eq(notice.daysBefore()))
                .and(NOTICE.DECIDED_AT.isNull())
                .returning(NOTICE.SERIAL));
    change.insert(
        decided, mails.stream().map(mail -> PostgresOutbox.write(mail, entry.at())).toList());
    change.insert(decided, HistoryRows.write(entry));
    return change.done(database, decided);
  }

  private static Notice read(NoticeRecord row) {
    return new Notice(new Serial(row.getSerial()), row.getDaysBefore(), row.getDue());
  }
}
