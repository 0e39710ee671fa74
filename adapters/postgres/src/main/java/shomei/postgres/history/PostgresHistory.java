package shomei.postgres.history;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static shomei.postgres.schema.Tables.HISTORY;
import static shomei.postgres.schema.Tables.HISTORY_SEAL;
import static shomei.postgres.schema.Tables.HISTORY_SEALING;

import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.history.History;
import shomei.domain.kernel.InstitutionId;
import shomei.postgres.sql.Change;

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

  /// The seals tell which entries are an institution's, and beyond them there are few: an index
  /// would be one more to keep for each entry.
  @Override
  public List<Entry> latest(InstitutionId institution, int limit) {
    Table<?> seals =
        select(HISTORY_SEAL.IDS)
            .from(HISTORY_SEAL)
            .where(HISTORY_SEAL.INSTITUTION.eq(institution.value()))
            .orderBy(HISTORY_SEAL.NUMBER.desc())
            .limit(limit)
            .asTable("seals");
    Table<?> its =
        select(HISTORY.ID)
            .from(HISTORY)
            .where(HISTORY.INSTITUTION.eq(institution.value()))
            .and(HISTORY.ID.gt(field(select(HISTORY_SEALING.THROUGH).from(HISTORY_SEALING))))
            .unionAll(
                select(field("unnest({0})", Long.class, Change.column(seals, HISTORY_SEAL.IDS)))
                    .from(seals))
            .asTable("its", "id");
    Field<Long> id = Change.column(its, field(name("id"), Long.class));
    return database
        .selectFrom(HISTORY)
        .where(HISTORY.ID.in(select(id).from(its).orderBy(id.desc()).limit(limit)))
        .orderBy(HISTORY.ID.desc())
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
