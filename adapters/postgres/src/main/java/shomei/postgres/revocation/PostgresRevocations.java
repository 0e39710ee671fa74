package shomei.postgres.revocation;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.trueCondition;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.val;
import static shomei.postgres.schema.Tables.BARRED_KEY;
import static shomei.postgres.schema.Tables.CERTIFICATE;
import static shomei.postgres.schema.Tables.DATABASE_LIFE;
import static shomei.postgres.schema.Tables.DEPLOYMENT;
import static shomei.postgres.schema.Tables.HISTORY;
import static shomei.postgres.schema.Tables.LOST_CERTIFICATE;
import static shomei.postgres.schema.Tables.REVOCATION;
import static shomei.postgres.schema.Tables.REVOCATION_LOG;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.journal.JournalLine;
import shomei.domain.journal.Revocations;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Serial;
import shomei.domain.status.Shard;
import shomei.postgres.certificate.CertificateRows;
import shomei.postgres.history.HistoryRows;
import shomei.postgres.schema.tables.records.RevocationRecord;
import shomei.postgres.sql.Change;
import shomei.postgres.sql.RowMapping;

/// [Revocations].
///
/// A position is the oldest transaction that was still under way when it was taken. Whatever a
/// reader did not see then has that number or a larger one, in whichever turn they commit.
///
/// Danger: a transaction that no disk had when the server crashed, or that no standby had when one
/// was promoted, has a number that is given again. Those that spend nonces commit without waiting
/// for either, so there are always some. A reader who went on from a number of before would miss
/// what got a smaller one; so a position names its life, which both end.
final class PostgresRevocations implements Revocations {
  private static final int FETCHED_AT_ONCE = 2000;
  private static final Field<Long> OLDEST_UNDER_WAY =
      field("pg_snapshot_xmin(pg_current_snapshot())::text::bigint", Long.class);
  private static final UUID NOBODYS = new UUID(0, 0);
  private static final Field<UUID> LIFE = field(name("life"), UUID.class);
  private static final Field<UUID> OF_THIS_LIFE =
      field(select(DATABASE_LIFE.ID).from(DATABASE_LIFE));
  private static final Field<Long> NEXT = field(name("next"), Long.class);
  private static final Field<Integer> REVOKED = field(name("revoked"), Integer.class);
  private static final Field<Integer> LOST = field(name("lost"), Integer.class);

  private static final RowMapping<JournalLine.Revoked> ROW =
      RowMapping.<JournalLine.Revoked>of(LOST_CERTIFICATE)
          .with(LOST_CERTIFICATE.SERIAL, line -> line.serial().hex())
          .with(LOST_CERTIFICATE.ISSUER, line -> line.shard().ca().value())
          .with(LOST_CERTIFICATE.CRL_SHARD, line -> line.shard().number())
          .with(LOST_CERTIFICATE.INSTITUTION, line -> line.institution().value())
          .with(LOST_CERTIFICATE.NOT_AFTER, JournalLine.Revoked::notAfter)
          .with(LOST_CERTIFICATE.REVOKED_AT, line -> line.revocation().at())
          .with(
              LOST_CERTIFICATE.REVOCATION_REASON,
              line -> line.revocation().reason().map(Enum::name).orElse(null))
          .with(
              LOST_CERTIFICATE.BARRED_KEY,
              line -> line.barredKey().map(Octets::octets).orElse(null));

  private final DSLContext database;

  PostgresRevocations(DSLContext database) {
    this.database = database;
  }

  @Override
  public UUID deployment() {
    return database.select(DEPLOYMENT.ID).from(DEPLOYMENT).fetchSingle().value1();
  }

  /// What is seen and yet has a number that no transaction had when the look began was written in
  /// another cluster, which this one is a copy of.
  @Override
  public Position position() {
    begin();
    database
        .deleteFrom(REVOCATION_LOG)
        .where(
            REVOCATION_LOG.TX.ge(
                field("pg_snapshot_xmax(pg_current_snapshot())::text::bigint", Long.class)))
        .execute();
    Record now = database.select(OF_THIS_LIFE.as(LIFE), OLDEST_UNDER_WAY.as(NEXT)).fetchSingle();
    return new Position(life(now), now.get(NEXT));
  }

  /// Gives a database that has just begun to live a name for it.
  private void begin() {
    if (!database.fetchExists(DATABASE_LIFE)) {
      database.insertInto(DATABASE_LIFE).defaultValues().onConflictDoNothing().execute();
    }
  }

  /// That of a database which ended in this very moment, and is nobody's, where there is none.
  private static UUID life(Record row) {
    return Optional.ofNullable(row.get(LIFE)).orElse(NOBODYS);
  }

  @Override
  public Came since(Position position) {
    Table<?> came =
        select(REVOCATION.fields())
            .select(REVOCATION_LOG.TX)
            .from(REVOCATION_LOG)
            .join(REVOCATION)
            .on(REVOCATION.SERIAL.eq(REVOCATION_LOG.SERIAL))
            .where(REVOCATION_LOG.TX.ge(position.number()))
            .asTable("came");
    var rows =
        database
            .select(came.fields())
            .select(LIFE)
            .select(NEXT)
            .from(select(OF_THIS_LIFE.as(LIFE), OLDEST_UNDER_WAY.as(NEXT)).asTable("now"))
            .leftJoin(came)
            .on(trueCondition())
            .orderBy(came.field(REVOCATION_LOG.TX))
            .fetch();
    return new Came(
        rows.stream()
            .filter(row -> row.get(came.field(REVOCATION.SERIAL)) != null)
            .map(row -> read(row.into(REVOCATION)))
            .toList(),
        new Position(life(rows.getFirst()), rows.getFirst().get(NEXT)));
  }

  @Override
  public void all(Instant endingAfter, Consumer<JournalLine.Revoked> each) {
    database.transaction(
        work -> {
          var rows =
              work.dsl()
                  .selectFrom(REVOCATION)
                  .where(REVOCATION.NOT_AFTER.gt(endingAfter).or(REVOCATION.BARRED_KEY.isNotNull()))
                  .fetchSize(FETCHED_AT_ONCE);
          try (var cursor = rows.fetchLazy()) {
            for (var row : cursor) {
              each.accept(read(row));
            }
          }
        });
  }

  @Override
  public Replayed replay(List<JournalLine.Revoked> lines, Instant now) {
    Change change = new Change();
    Table<?> told =
        change.step(
            lines.stream().map(PostgresRevocations::row).reduce(Select::unionAll).orElseThrow());
    Field<String> serial = Change.column(told, LOST_CERTIFICATE.SERIAL);
    Table<?> revoked =
        change.step(
            update(CERTIFICATE)
                .set(CERTIFICATE.REVOKED_AT, Change.column(told, LOST_CERTIFICATE.REVOKED_AT))
                .set(
                    CERTIFICATE.REVOCATION_REASON,
                    Change.column(told, LOST_CERTIFICATE.REVOCATION_REASON))
                .from(told)
                .where(CERTIFICATE.SERIAL.eq(serial))
                .and(CERTIFICATE.REVOKED_AT.isNull())
                .returning(CERTIFICATE.SERIAL));
    Table<?> lost =
        change.step(
            insertInto(LOST_CERTIFICATE)
                .columns(LOST_CERTIFICATE.fields())
                .select(
                    select(told.fields())
                        .from(told)
                        .where(
                            notExists(
                                selectOne()
                                    .from(CERTIFICATE)
                                    .where(CERTIFICATE.SERIAL.eq(serial)))))
                .onConflictDoNothing()
                .returning(LOST_CERTIFICATE.SERIAL));
    Table<?> done =
        change.step(
            select(told.fields())
                .from(told)
                .where(
                    serial.in(
                        select(Change.column(revoked, CERTIFICATE.SERIAL))
                            .from(revoked)
                            .unionAll(
                                select(Change.column(lost, LOST_CERTIFICATE.SERIAL)).from(lost)))));
    Field<byte[]> key = Change.column(done, LOST_CERTIFICATE.BARRED_KEY);
    change.step(
        insertInto(BARRED_KEY, BARRED_KEY.SPKI_DIGEST, BARRED_KEY.SINCE)
            .select(
                select(key, Change.column(done, LOST_CERTIFICATE.REVOKED_AT))
                    .from(done)
                    .where(key.isNotNull()))
            .onConflictDoNothing()
            .returning(BARRED_KEY.SPKI_DIGEST));
    note(change, done, lines.getFirst(), now);
    Record answer =
        database.fetchSingle(
            change.asking(
                field(selectCount().from(revoked)).as(REVOKED),
                field(selectCount().from(lost)).as(LOST)));
    return new Replayed(answer.get(REVOKED), answer.get(LOST));
  }

  private static void note(Change change, Table<?> done, JournalLine.Revoked any, Instant now) {
    Field<JSONB> details =
        field(
            "jsonb_strip_nulls(jsonb_build_object('source', 'journal', 'reason', {0}))",
            JSONB.class, Change.column(done, LOST_CERTIFICATE.REVOCATION_REASON));
    Entry entry =
        new Entry(now, any.institution(), Actor.system(), Act.CERTIFICATE_REVOKED, "", Map.of());
    change.insert(
        done,
        HistoryRows.write(entry)
            .with(HISTORY.INSTITUTION, Change.column(done, LOST_CERTIFICATE.INSTITUTION))
            .with(
                HISTORY.SUBJECT,
                val("certificate:").concat(Change.column(done, LOST_CERTIFICATE.SERIAL)))
            .with(HISTORY.DETAILS, details));
  }

  private static Select<Record> row(JournalLine.Revoked line) {
    return select(
        ROW.constants(line).byColumn().entrySet().stream()
            .<Field<?>>map(column -> column.getValue().as(column.getKey()))
            .toList());
  }

  private static JournalLine.Revoked read(RevocationRecord row) {
    return new JournalLine.Revoked(
        new Serial(row.getSerial()),
        new Shard(new IssuerId(row.getIssuer()), row.getCrlShard()),
        new InstitutionId(row.getInstitution()),
        row.getNotAfter(),
        CertificateRows.revocation(row.getRevokedAt(), row.getRevocationReason()).orElseThrow(),
        Optional.ofNullable(row.getBarredKey()).map(Octets::of));
  }
}
