package shomei.postgres.upkeep;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;
import static shomei.postgres.schema.Tables.ACME_ORDER;
import static shomei.postgres.schema.Tables.HISTORY;
import static shomei.postgres.schema.Tables.HISTORY_SEALING;
import static shomei.postgres.schema.Tables.LOGIN_SERVER;
import static shomei.postgres.schema.Tables.NOTICE;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;
import shomei.domain.history.Act;
import shomei.postgres.schema.Tables;

/// The figures of the database, and when it was last looked after.
public final class Upkeep {
  /// Where the history tells a reason that is one of few words: none that a stranger may choose.
  private static final Field<String> REASON =
      when(
              HISTORY.ACT.in(
                  inline(Act.CERTIFICATE_REVOKED.name()),
                  inline(Act.ISSUANCE_FAILED.name()),
                  inline(Act.LOGIN_REFUSED.name())),
              coalesce(
                  field("{0} ->> 'reason'", SQLDataType.CLOB, HISTORY.DETAILS),
                  inline("UNSPECIFIED")))
          .when(
              HISTORY
                  .ACT
                  .eq(inline(Act.CERTIFICATE_ISSUED.name()))
                  .and(field("jsonb_exists({0}, 'replaces')", Boolean.class, HISTORY.DETAILS)),
              inline("RENEWAL"))
          .otherwise(inline(""));

  private static final Field<Long> BEHIND =
      field(
          "case when pg_is_in_recovery() then null"
              + " else pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)::bigint end",
          SQLDataType.BIGINT);

  private final DSLContext database;

  public Upkeep(DSLContext database) {
    this.database = database;
  }

  /// What is done for a database from time to time.
  public enum Work {
    /// A backup was taken, and can be read.
    BACKUP,
    /// A backup was restored elsewhere, and compared.
    REHEARSAL
  }

  /// Keeps that a work ended well. A later time that is known stays.
  public void ended(Work work, Instant at) {
    database
        .insertInto(Tables.UPKEEP)
        .set(Tables.UPKEEP.WORK, work.name())
        .set(Tables.UPKEEP.ENDED, at)
        .onConflict(Tables.UPKEEP.WORK)
        .doUpdate()
        .set(Tables.UPKEEP.ENDED, greatest(Tables.UPKEEP.ENDED, excluded(Tables.UPKEEP.ENDED)))
        .execute();
  }

  /// Reads all figures in one round trip, by indexes alone.
  ///
  /// Acts are counted as far as the history is settled ([shomei.domain.evidence.Seals]), so that
  /// none is counted twice and none is missed; they come a few seconds late.
  ///
  /// @param after up to where the history was counted before; empty to count from now on
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE while the database is away
  public Figures figures(OptionalLong after, Instant now) {
    Field<Long> settled =
        field(select(HISTORY_SEALING.THROUGH).from(HISTORY_SEALING)).as("settled");
    Field<Long> from =
        after.isPresent()
            ? val(after.getAsLong())
            : field(select(HISTORY_SEALING.THROUGH).from(HISTORY_SEALING));
    Field<Instant> since =
        field(select(min(ACME_ORDER.SINCE)).from(ACME_ORDER).where(ACME_ORDER.PROGRESS.eq("BEGUN")))
            .as("since");
    Field<Integer> due =
        field(selectCount().from(NOTICE).where(NOTICE.DECIDED_AT.isNull()).and(NOTICE.DUE.le(now)))
            .as("due");
    var acts =
        multiset(
                select(HISTORY.INSTITUTION, HISTORY.ACT, REASON, count().cast(Long.class))
                    .from(HISTORY)
                    .where(HISTORY.ID.gt(from))
                    .and(
                        HISTORY.ID.le(field(select(HISTORY_SEALING.THROUGH).from(HISTORY_SEALING))))
                    .groupBy(HISTORY.INSTITUTION, HISTORY.ACT, REASON))
            .as("acts")
            .convertFrom(
                rows ->
                    rows.map(
                        row ->
                            new Figures.Acts(
                                row.value1(), row.value2(), row.value3(), row.value4())));
    var callers =
        multiset(
                select(LOGIN_SERVER.INSTITUTION, LOGIN_SERVER.NAME, LOGIN_SERVER.NOT_AFTER)
                    .from(LOGIN_SERVER)
                    .where(LOGIN_SERVER.REMOVED.isNull()))
            .as("callers")
            .convertFrom(
                rows ->
                    rows.map(
                        row ->
                            new Figures.LoginServerEnd(row.value1(), row.value2(), row.value3())));
    var works =
        multiset(select(Tables.UPKEEP.WORK, Tables.UPKEEP.ENDED).from(Tables.UPKEEP))
            .as("works")
            .convertFrom(rows -> rows.intoMap(row -> row.value1(), row -> row.value2()));
    var standbys =
        multiset(
                select(
                        field("application_name", SQLDataType.CLOB),
                        field("coalesce(state, 'hidden')", SQLDataType.CLOB),
                        field("coalesce(sync_state, 'hidden')", SQLDataType.CLOB),
                        BEHIND)
                    .from(table("pg_stat_replication")))
            .as("standbys")
            .convertFrom(
                rows ->
                    rows.map(
                        row ->
                            new Figures.Standby(
                                row.value1() == null ? "hidden" : row.value1(),
                                row.value2(),
                                row.value3(),
                                Optional.ofNullable(row.value4()))));
    Field<Boolean> standby = field("pg_is_in_recovery()", Boolean.class).as("standby");
    Field<Boolean> waits =
        field("current_setting('synchronous_standby_names') <> ''", Boolean.class).as("waits");
    return database
        .select(settled, since, due, acts, callers, works, standbys, standby, waits)
        .fetchSingle(
            row ->
                new Figures(
                    row.get(settled),
                    row.get(acts),
                    Optional.ofNullable(row.get(since)),
                    row.get(due),
                    row.get(callers),
                    works(row.get(works)),
                    !row.get(standby),
                    row.get(waits),
                    row.get(standbys)));
  }

  private static Map<Work, Instant> works(Map<String, Instant> byName) {
    return Arrays.stream(Work.values())
        .filter(work -> byName.containsKey(work.name()))
        .collect(Collectors.toMap(work -> work, work -> byName.get(work.name())));
  }
}
