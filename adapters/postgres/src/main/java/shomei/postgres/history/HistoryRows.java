package shomei.postgres.history;

import static shomei.postgres.schema.Tables.HISTORY;

import java.util.Map;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.postgres.schema.tables.records.HistoryRecord;
import shomei.postgres.sql.Assignments;
import shomei.postgres.sql.Json;
import shomei.postgres.sql.RowMapping;
import shomei.postgres.sql.RowParameter;

/// The operation history's rows.
public final class HistoryRows {
  public static final RowMapping<Entry> ENTRY =
      RowMapping.<Entry>of(HISTORY)
          .with(HISTORY.AT, Entry::at)
          .with(HISTORY.INSTITUTION, entry -> entry.institution().value())
          .with(HISTORY.ACTOR, entry -> entry.actor().name())
          .with(HISTORY.ACT, entry -> entry.act().name())
          .with(HISTORY.SUBJECT, Entry::subject)
          .with(HISTORY.DETAILS, entry -> Json.of(entry.details()));

  /// The entries that a prepared statement adds on what it does.
  public static final RowParameter<Entry> ADDED = ENTRY.named("entry");

  private HistoryRows() {}

  public static Entry read(HistoryRecord row) {
    Map<String, String> details = Json.texts(row.getDetails());
    return new Entry(
        row.getAt(),
        new InstitutionId(row.getInstitution()),
        Actor.of(row.getActor(), details),
        Act.valueOf(row.getAct()),
        row.getSubject(),
        details);
  }

  public static Assignments write(Entry entry) {
    return ENTRY.constants(entry);
  }
}
