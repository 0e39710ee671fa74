package shomei.postgres.history;

import static shomei.postgres.schema.Tables.HISTORY;

import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.history.History;
import shomei.domain.kernel.InstitutionId;

/// [History].
final class PostgresHistory implements History {
  private final DSLContext database;

  PostgresHistory(DSLContext database) {
    this.database = database;
  }

  @Override
  public void add(Entry entry) {
    database.insertInto(HISTORY).set(HistoryRows.write(entry).byColumn()).execute();
  }

  @Override
  public List<Entry> latest(InstitutionId institution, int limit) {
    return database
        .selectFrom(HISTORY)
        .where(HISTORY.INSTITUTION.eq(institution.value()))
        .orderBy(HISTORY.ID.desc())
        .limit(limit)
        .fetch(HistoryRows::read);
  }

  @Override
  public List<Entry> latest(InstitutionId institution, String subject, Set<Act> acts, int limit) {
    return database
        .selectFrom(HISTORY)
        .where(HISTORY.INSTITUTION.eq(institution.value()))
        .and(HISTORY.SUBJECT.eq(subject))
        .and(HISTORY.ACT.in(acts.stream().map(Act::name).toList()))
        .orderBy(HISTORY.ID.desc())
        .limit(limit)
        .fetch(HistoryRows::read);
  }

  @Override
  public List<Entry> on(InstitutionId institution, String subject) {
    return database
        .selectFrom(HISTORY)
        .where(HISTORY.INSTITUTION.eq(institution.value()))
        .and(HISTORY.SUBJECT.eq(subject))
        .orderBy(HISTORY.ID)
        .fetch(HistoryRows::read);
  }
}
