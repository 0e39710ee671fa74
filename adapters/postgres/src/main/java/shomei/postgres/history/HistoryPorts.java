package shomei.postgres.history;

import org.jooq.DSLContext;
import shomei.domain.evidence.Seals;
import shomei.domain.history.History;
import shomei.domain.history.HistorySearch;

/// The history, what looks through it, and its seals.
public record HistoryPorts(History history, HistorySearch search, Seals seals) {
  public static HistoryPorts over(DSLContext database) {
    return new HistoryPorts(
        new PostgresHistory(database),
        new PostgresHistorySearch(database),
        new PostgresSeals(database));
  }
}
