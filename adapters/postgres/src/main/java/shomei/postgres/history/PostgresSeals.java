package shomei.postgres.history;

import static org.jooq.impl.DSL.select;
import static shomei.postgres.schema.Tables.HISTORY;
import static shomei.postgres.schema.Tables.HISTORY_CHECKPOINT;
import static shomei.postgres.schema.Tables.HISTORY_SEAL;
import static shomei.postgres.schema.Tables.HISTORY_SEALING;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import shomei.domain.evidence.ExportLine;
import shomei.domain.evidence.Recorded;
import shomei.domain.evidence.Seal;
import shomei.domain.evidence.Seals;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.postgres.schema.tables.records.HistoryCheckpointRecord;

/// [Seals].
final class PostgresSeals implements Seals {
  private final DSLContext database;

  PostgresSeals(DSLContext database) {
    this.database = database;
  }

  @Override
  public int seal(Instant now, int limit) {
    OptionalLong seen = Settled.seen(database);
    return seen.isEmpty() ? 0 : seal(seen.getAsLong(), now, limit);
  }

  private int seal(long seen, Instant now, int limit) {
    return database.transactionResult(
        work ->
            Settled.status(work.dsl())
                .map(
                    status -> {
                      Settled settled = Settled.next(work.dsl(), status, seen, now, limit);
                      if (status.modified()) {
                        work.dsl().update(HISTORY_SEALING).set(status).execute();
                      }
                      seal(work.dsl(), settled, now);
                      return settled.entries().size();
                    })
                .orElse(0));
  }

  private static void seal(DSLContext work, Settled settled, Instant now) {
    var byInstitution =
        settled.entries().stream().collect(Collectors.groupingBy(Recorded::institution));
    byInstitution.forEach(
        (institution, entries) ->
            work.insertInto(HISTORY_SEAL)
                .set(
                    SealRows.ROW
                        .constants(
                            Seal.over(
                                institution,
                                latest(work, institution),
                                settled.through(),
                                now,
                                entries))
                        .byColumn())
                .execute());
  }

  private static Optional<Seal.Head> latest(DSLContext work, InstitutionId institution) {
    return work.select(HISTORY_SEAL.NUMBER, HISTORY_SEAL.DIGEST)
        .from(HISTORY_SEAL)
        .where(HISTORY_SEAL.INSTITUTION.eq(institution.value()))
        .orderBy(HISTORY_SEAL.NUMBER.desc())
        .limit(1)
        .fetchOptional(row -> new Seal.Head(institution, row.value1(), Octets.of(row.value2())));
  }

  @Override
  public Optional<Instant> unsealedSince() {
    return database
        .select(HISTORY.AT)
        .from(HISTORY)
        .where(HISTORY.ID.gt(select(HISTORY_SEALING.THROUGH).from(HISTORY_SEALING)))
        .orderBy(HISTORY.ID)
        .limit(1)
        .fetchOptional(HISTORY.AT);
  }

  @Override
  public Optional<Status> status(InstitutionId institution) {
    return latest(database, institution)
        .map(
            latest -> {
              Optional<HistoryCheckpointRecord> signed =
                  database
                      .selectFrom(HISTORY_CHECKPOINT)
                      .where(HISTORY_CHECKPOINT.INSTITUTION.eq(institution.value()))
                      .orderBy(HISTORY_CHECKPOINT.NUMBER.desc())
                      .limit(1)
                      .fetchOptional();
              return new Status(
                  latest,
                  signed.map(HistoryCheckpointRecord::getAt),
                  sealedAt(
                      institution, signed.map(HistoryCheckpointRecord::getNumber).orElse(0L) + 1));
            });
  }

  private Optional<Instant> sealedAt(InstitutionId institution, long number) {
    return database
        .select(HISTORY_SEAL.AT)
        .from(HISTORY_SEAL)
        .where(HISTORY_SEAL.INSTITUTION.eq(institution.value()))
        .and(HISTORY_SEAL.NUMBER.eq(number))
        .fetchOptional(HISTORY_SEAL.AT);
  }

  @Override
  public void keep(InstitutionId institution, ExportLine.Signed checkpoint, Instant at) {
    database
        .insertInto(HISTORY_CHECKPOINT)
        .set(HISTORY_CHECKPOINT.INSTITUTION, institution.value())
        .set(HISTORY_CHECKPOINT.NUMBER, checkpoint.number())
        .set(HISTORY_CHECKPOINT.AT, at)
        .set(HISTORY_CHECKPOINT.CMS, checkpoint.cms().octets())
        .onConflictDoNothing()
        .execute();
  }

  @Override
  public List<ExportLine.Signed> checkpoints(InstitutionId institution) {
    return database
        .select(HISTORY_CHECKPOINT.NUMBER, HISTORY_CHECKPOINT.CMS)
        .from(HISTORY_CHECKPOINT)
        .where(HISTORY_CHECKPOINT.INSTITUTION.eq(institution.value()))
        .orderBy(HISTORY_CHECKPOINT.NUMBER)
        .fetch(row -> new ExportLine.Signed(row.value1(), Octets.of(row.value2())));
  }

  @Override
  public void export(InstitutionId institution, Consumer<ExportLine> each) {
    database.transaction(
        work -> {
          work.dsl().execute("set transaction isolation level repeatable read, read only");
          new HistoryExport(work.dsl(), institution).to(each);
        });
  }
}
