package shomei.postgres.history;

import org.jooq.DSLContext;
import shomei.domain.evidence.Seals;
import shomei.domain.history.History;

/// The history and its seals.
public record HistoryPorts(History history, Seals seals) {
  public static HistoryPorts over(DSLContext database) {
    return new HistoryPorts(new PostgresHistory(database), new PostgresSeals(database));
  }
}
