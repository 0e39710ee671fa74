package shomei.postgres;

import static shomei.postgres.schema.Tables.HISTORY;

import java.util.List;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.postgres.schema.tables.records.HistoryRecord;
import shomei.domain.history.Actor;
import java.util.Map;

/// The operation history's rows.
final class HistoryRows {
  private HistoryRows() {}

  static Entry read(HistoryRecord row) {
    Map<String, String> details = Json.texts(row.getDetails());
    return new Entry(
        row.getAt(),
        new InstitutionId(row.getInstitution()),
        Actor.of(row.getActor(), details),
        Act.valueOf(row.getAct()),
        row.getSubject(),
        details);
  }

  static HistoryRecord write(Entry entry) {
    HistoryRecord row = HISTORY.newRecord();
    row.setAt(entry.at());
    row.setInstitution(entry.institution().value());
    row.setActor(entry.actor().name());
    row.setAct(entry.act().name());
    row.setSubject(entry.subject());
    row.setDetails(Json.of(entry.details()));
    return row;
  }

  static List<HistoryRecord> write(List<Entry> entries) {
    return entries.stream().map(HistoryRows::write).toList();
  }
}
