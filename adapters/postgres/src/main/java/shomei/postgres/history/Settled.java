package shomei.postgres.history;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sql;
import static shomei.postgres.schema.Tables.HISTORY;
import static shomei.postgres.schema.Tables.HISTORY_SEALING;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.impl.SQLDataType;
import shomei.domain.evidence.Recorded;
import shomei.postgres.schema.tables.records.HistorySealingRecord;

/// Which entries are settled: no further one can appear below them.
///
/// Ids are drawn in turn and committed in any order, and an id that was drawn by a transaction that
/// failed is never used. So a missing id is either void or still to come. Entries up to the first
/// missing one are settled as they are. Beyond it an id is settled once everybody who could have
/// drawn a smaller one has ended: an id is seen, then a transaction id is taken, and when every
/// transaction with a smaller transaction id has ended, all ids up to the seen one are there for
/// good or void for good. No timeout could promise that: a commit that waits for a standby has
/// none.
///
/// Danger: a transaction that has drawn an entry's id and is about to take its transaction id, some
/// microseconds later, is not among those. [#PATIENCE] is for it.
///
/// @param through all ids up to this one are settled
/// @param entries with ids up to this one that were not sealed before
record Settled(long through, List<Recorded> entries) {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /// The largest id that is there, where it is not sealed. To be asked before the transaction of
  /// [#next] begins.
  static OptionalLong seen(DSLContext database) {
    return database
        .select(max(HISTORY.ID))
        .from(HISTORY)
        .having(max(HISTORY.ID).gt(select(HISTORY_SEALING.THROUGH).from(HISTORY_SEALING)))
        .fetch()
        .stream()
        .mapToLong(Record1::value1)
        .findFirst();
  }

  /// What can be sealed now. Keeps in `status`, which the caller has locked and stores, how far
  /// that is and what it waits for.
  static Settled next(
      DSLContext work, HistorySealingRecord status, long seen, Instant now, int limit) {
    long certain = status.getThrough();
    if (status.getSeen() > certain && passed(work, status, now)) {
      certain = status.getSeen();
    }
    List<Recorded> read =
        work.selectFrom(HISTORY)
            .where(HISTORY.ID.gt(status.getThrough()))
            .orderBy(HISTORY.ID)
            .limit(limit)
            .fetch(SealRows::entry);
    long through = status.getThrough();
    int settled = 0;
    while (settled < read.size()
        && (read.get(settled).id() <= certain || read.get(settled).id() == through + 1)) {
      through = read.get(settled++).id();
    }
    if (settled == read.size() && read.size() < limit) {
      through = Math.max(through, certain);
    }
    status.setThrough(through);
    if (seen > through && status.getSeen() <= through) {
      observe(work, status, seen, now);
    }
    return new Settled(through, List.copyOf(read.subList(0, settled)));
  }

  /// Danger: the transaction id is taken after the id was seen, never before.
  private static void observe(
      DSLContext work, HistorySealingRecord status, long seen, Instant now) {
    status.setSeen(seen);
    status.setSeenAt(now);
    status.setSeenBy(transaction(work, "pg_current_xact_id()"));
  }

  /// In a database that was restored from a dump, or under a clock that was put back, what was
  /// observed before says nothing; then it is observed anew.
  private static boolean passed(DSLContext work, HistorySealingRecord status, Instant now) {
    if (now.isBefore(status.getSeenAt())
        || status.getSeenBy() > transaction(work, "pg_current_xact_id()")) {
      observe(work, status, status.getSeen(), now);
      return false;
    }
    return !now.isBefore(status.getSeenAt().plus(PATIENCE))
        && transaction(work, "pg_snapshot_xmin(pg_current_snapshot())") >= status.getSeenBy();
  }

  private static long transaction(DSLContext work, String which) {
    return work.select(field("{0}::text::bigint", SQLDataType.BIGINT, sql(which)))
        .fetchSingle()
        .value1();
  }

  /// The one row, unless another holds it.
  static Optional<HistorySealingRecord> status(DSLContext work) {
    return work.selectFrom(HISTORY_SEALING).forUpdate().skipLocked().fetchOptional();
  }
}
