package shomei.postgres.history;

import static shomei.postgres.schema.Tables.HISTORY;
import static shomei.postgres.schema.Tables.HISTORY_CHECKPOINT;
import static shomei.postgres.schema.Tables.HISTORY_SEAL;
import static shomei.postgres.schema.Tables.HISTORY_SEALING;

import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import shomei.domain.evidence.ExportLine;
import shomei.domain.evidence.Seal;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.postgres.schema.tables.records.HistoryRecord;

/// An institution's history on its way out, through cursors of one transaction that sees one
/// moment.
final class HistoryExport {
  private static final int FETCHED_AT_ONCE = 500;

  private final DSLContext work;
  private final String institution;
  private @Nullable HistoryRecord next;

  HistoryExport(DSLContext work, InstitutionId institution) {
    this.work = work;
    this.institution = institution.value();
  }

  void to(Consumer<ExportLine> each) {
    long settled =
        work.select(HISTORY_SEALING.THROUGH).from(HISTORY_SEALING).fetchSingle().value1();
    each.accept(new ExportLine.Begin(new InstitutionId(institution), settled));
    var rows =
        work.selectFrom(HISTORY)
            .where(HISTORY.INSTITUTION.eq(institution))
            .orderBy(HISTORY.ID)
            .fetchSize(FETCHED_AT_ONCE);
    try (var entries = rows.fetchLazy()) {
      Iterator<HistoryRecord> all = entries.iterator();
      next = following(all);
      seals(all, each);
      entries(all, Long.MAX_VALUE, each);
    }
    each.accept(new ExportLine.End());
  }

  private void seals(Iterator<HistoryRecord> all, Consumer<ExportLine> each) {
    var rows =
        work.select(HISTORY_SEAL, HISTORY_CHECKPOINT.CMS)
            .from(HISTORY_SEAL)
            .leftJoin(HISTORY_CHECKPOINT)
            .using(HISTORY_SEAL.INSTITUTION, HISTORY_SEAL.NUMBER)
            .where(HISTORY_SEAL.INSTITUTION.eq(institution))
            .orderBy(HISTORY_SEAL.NUMBER)
            .fetchSize(FETCHED_AT_ONCE);
    try (var seals = rows.fetchLazy()) {
      for (var row : seals) {
        Seal seal = SealRows.read(row.value1());
        each.accept(seal);
        Optional.ofNullable(row.value2())
            .ifPresent(cms -> each.accept(new ExportLine.Signed(seal.number(), Octets.of(cms))));
        entries(all, seal.through(), each);
      }
    }
  }

  private void entries(Iterator<HistoryRecord> all, long through, Consumer<ExportLine> each) {
    for (HistoryRecord entry = next; entry != null && entry.getId() <= through; entry = next) {
      each.accept(SealRows.entry(entry));
      next = following(all);
    }
  }

  private static @Nullable HistoryRecord following(Iterator<HistoryRecord> all) {
    return all.hasNext() ? all.next() : null;
  }
}
