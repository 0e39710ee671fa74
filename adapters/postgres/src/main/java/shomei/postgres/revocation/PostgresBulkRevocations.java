package shomei.postgres.revocation;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.array;
import static org.jooq.impl.DSL.arrayAgg;
import static org.jooq.impl.DSL.cardinality;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.selectFrom;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;
import static shomei.postgres.schema.Tables.ACME_ORDER;
import static shomei.postgres.schema.Tables.BULK_REVOCATION;
import static shomei.postgres.schema.Tables.CERTIFICATE;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.ResultQuery;
import org.jooq.Table;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Serial;
import shomei.domain.revocation.BulkRevocation;
import shomei.domain.revocation.BulkRevocations;
import shomei.postgres.certificate.CertificateRows;
import shomei.postgres.certificate.RevocationSteps;
import shomei.postgres.history.HistoryRows;
import shomei.postgres.order.OrderRows;
import shomei.postgres.schema.tables.records.BulkRevocationRecord;
import shomei.postgres.sql.Change;

/// [BulkRevocations]. What is meant is settled by the view that the first statement has: whatever
/// is recorded later has a larger number (`certificate.added`) unless its order was in issuing.
///
/// Workers take turns by a lock on the row. The certificates of a batch are passed over where
/// somebody else holds them, so that this never waits in a circle; a pass that has come to its end
/// begins anew, until none is left.
final class PostgresBulkRevocations implements BulkRevocations {
  private static final Field<String[]> REVOKED = field(name("revoked"), String[].class);

  private final DSLContext database;

  PostgresBulkRevocations(DSLContext database) {
    this.database = database;
  }

  @Override
  public long count(InstitutionId institution, Optional<IssuerId> issuer, Instant now) {
    return database.fetchSingle(select(meant(institution, issuer, now))).value1();
  }

  private static Field<Long> meant(
      InstitutionId institution, Optional<IssuerId> issuer, Instant now) {
    Field<Long> good =
        field(
                selectCount()
                    .from(CERTIFICATE)
                    .where(certificatesOf(institution, issuer))
                    .and(CertificateRows.good(now)))
            .cast(Long.class);
    return good.plus(cardinality(inFlight(institution, issuer)));
  }

  private static Condition certificatesOf(InstitutionId institution, Optional<IssuerId> issuer) {
    return CERTIFICATE
        .INSTITUTION
        .eq(institution.value())
        .and(issuer.map(ca -> CERTIFICATE.ISSUER.eq(ca.value())).orElse(noCondition()));
  }

  private static Field<UUID[]> inFlight(InstitutionId institution, Optional<IssuerId> issuer) {
    return array(
        select(ACME_ORDER.ID)
            .from(ACME_ORDER)
            .where(OrderRows.IS_BEGUN)
            .and(ACME_ORDER.INSTITUTION.eq(institution.value()))
            .and(issuer.map(ca -> ACME_ORDER.ISSUER.eq(ca.value())).orElse(noCondition())));
  }

  @Override
  public BulkRevocation begin(BulkRevocation wanted, Entry entry) {
    Field<Long> last =
        field(
            select(coalesce(max(CERTIFICATE.ADDED), inline(0L)))
                .from(CERTIFICATE)
                .where(certificatesOf(wanted.institution(), wanted.issuer())));
    Change change = new Change();
    Table<?> begun =
        change.step(
            insertInto(
                    BULK_REVOCATION,
                    BULK_REVOCATION.ID,
                    BULK_REVOCATION.INSTITUTION,
                    BULK_REVOCATION.ISSUER,
                    BULK_REVOCATION.REASON,
                    BULK_REVOCATION.OPERATOR,
                    BULK_REVOCATION.BEGUN,
                    BULK_REVOCATION.LAST_ADDED,
                    BULK_REVOCATION.IN_FLIGHT,
                    BULK_REVOCATION.TOTAL)
                .select(
                    select(
                        val(wanted.id().value()),
                        val(wanted.institution().value()),
                        val(
                            wanted.issuer().map(IssuerId::value).orElse(null),
                            BULK_REVOCATION.ISSUER),
                        val(wanted.reason().map(Enum::name).orElse(null), BULK_REVOCATION.REASON),
                        val(wanted.operator()),
                        val(wanted.begun(), BULK_REVOCATION.BEGUN),
                        last,
                        inFlight(wanted.institution(), wanted.issuer()),
                        meant(wanted.institution(), wanted.issuer(), wanted.begun())))
                .onConflictDoNothing()
                .returning(BULK_REVOCATION.ID));
    change.insert(begun, HistoryRows.write(entry));
    change.done(database, begun);
    return database
        .selectFrom(BULK_REVOCATION)
        .where(BULK_REVOCATION.INSTITUTION.eq(wanted.institution().value()))
        .and(
            BULK_REVOCATION.ISSUER.isNotDistinctFrom(
                wanted.issuer().map(IssuerId::value).orElse(null)))
        .orderBy(BULK_REVOCATION.ENDED.desc().nullsFirst())
        .limit(1)
        .fetchSingle(PostgresBulkRevocations::read);
  }

  @Override
  public Optional<BulkRevocation> find(BulkRevocation.Id id) {
    return database
        .selectFrom(BULK_REVOCATION)
        .where(BULK_REVOCATION.ID.eq(id.value()))
        .fetchOptional(PostgresBulkRevocations::read);
  }

  @Override
  public List<BulkRevocation> underWay() {
    return database
        .selectFrom(BULK_REVOCATION)
        .where(BULK_REVOCATION.ENDED.isNull())
        .orderBy(BULK_REVOCATION.BEGUN)
        .fetch(PostgresBulkRevocations::read);
  }

  @Override
  public List<BulkRevocation> of(InstitutionId institution) {
    return database
        .selectFrom(BULK_REVOCATION)
        .where(BULK_REVOCATION.INSTITUTION.eq(institution.value()))
        .orderBy(BULK_REVOCATION.BEGUN.desc())
        .fetch(PostgresBulkRevocations::read);
  }

  @Override
  public List<Serial> revokeNext(BulkRevocation bulk, int limit, Instant now) {
    Change change = new Change();
    Table<?> mine = change.step(mine(bulk.id()));
    Table<?> batch =
        change.step(
            select(CERTIFICATE.SERIAL)
                .from(CERTIFICATE, mine)
                .where(certificatesOf(bulk.institution(), bulk.issuer()))
                .and(CERTIFICATE.SERIAL.gt(Change.column(mine, BULK_REVOCATION.REACHED)))
                .and(meant(mine))
                .and(CertificateRows.good(now))
                .orderBy(CERTIFICATE.SERIAL)
                .limit(limit)
                .forNoKeyUpdate()
                .of(CERTIFICATE)
                .skipLocked());
    Field<String> serial = Change.column(batch, CERTIFICATE.SERIAL);
    Table<?> revoked =
        RevocationSteps.revoke(
            change,
            CERTIFICATE.SERIAL.in(select(serial).from(batch)),
            new Certificate.Revocation(now, bulk.reason()),
            new Entry(
                now, bulk.institution(), bulk.actor(), Act.CERTIFICATE_REVOKED, "", Map.of()));
    Field<Integer> looked = field(selectCount().from(batch));
    change.step(
        update(BULK_REVOCATION)
            .set(
                BULK_REVOCATION.DONE,
                BULK_REVOCATION.DONE.plus(field(selectCount().from(revoked)).cast(Long.class)))
            .set(
                BULK_REVOCATION.REACHED,
                when(looked.lt(limit), inline(""))
                    .otherwise(field(select(max(serial)).from(batch))))
            .where(
                BULK_REVOCATION.ID.in(select(Change.column(mine, BULK_REVOCATION.ID)).from(mine)))
            .returning(BULK_REVOCATION.ID));
    Field<String[]> serials =
        field(select(arrayAgg(Change.column(revoked, CERTIFICATE.SERIAL))).from(revoked));
    return Stream.ofNullable(
            Change.after(database, List.of(lock(bulk.id())), change.asking(serials.as(REVOKED)))
                .get(REVOKED))
        .flatMap(Stream::of)
        .map(Serial::new)
        .toList();
  }

  @Override
  public boolean end(BulkRevocation.Id id, Instant now, Entry entry) {
    BulkRevocation bulk = find(id).orElseThrow();
    Change change = new Change();
    Table<?> mine = change.step(mine(id));
    Condition left =
        exists(
            selectOne()
                .from(CERTIFICATE, mine)
                .where(certificatesOf(bulk.institution(), bulk.issuer()))
                .and(meant(mine))
                .and(CertificateRows.good(now)));
    Condition awaited =
        exists(
            selectOne()
                .from(ACME_ORDER, mine)
                .where(OrderRows.IS_BEGUN)
                .and(ACME_ORDER.ID.eq(any(Change.column(mine, BULK_REVOCATION.IN_FLIGHT)))));
    Table<?> ended =
        change.step(
            update(BULK_REVOCATION)
                .set(BULK_REVOCATION.ENDED, now)
                .where(
                    BULK_REVOCATION.ID.in(
                        select(Change.column(mine, BULK_REVOCATION.ID)).from(mine)))
                .andNot(left)
                .andNot(awaited)
                .returning(BULK_REVOCATION.ID));
    change.insert(ended, HistoryRows.write(entry));
    return change.done(database, List.of(lock(id)), ended);
  }

  /// The row, while it is under way.
  private static ResultQuery<BulkRevocationRecord> mine(BulkRevocation.Id id) {
    return selectFrom(BULK_REVOCATION)
        .where(BULK_REVOCATION.ID.eq(id.value()))
        .and(BULK_REVOCATION.ENDED.isNull());
  }

  private static Condition meant(Table<?> mine) {
    return CERTIFICATE
        .ADDED
        .le(Change.column(mine, BULK_REVOCATION.LAST_ADDED))
        .or(CERTIFICATE.ACME_ORDER.eq(any(Change.column(mine, BULK_REVOCATION.IN_FLIGHT))));
  }

  private static Query lock(BulkRevocation.Id id) {
    return select(BULK_REVOCATION.ID)
        .from(BULK_REVOCATION)
        .where(BULK_REVOCATION.ID.eq(id.value()))
        .forUpdate();
  }

  private static BulkRevocation read(BulkRevocationRecord row) {
    return new BulkRevocation(
        new BulkRevocation.Id(row.getId()),
        new InstitutionId(row.getInstitution()),
        Optional.ofNullable(row.getIssuer()).map(IssuerId::new),
        Optional.ofNullable(row.getReason()).map(RevocationReason::valueOf),
        row.getOperator(),
        row.getBegun(),
        row.getTotal(),
        row.getDone(),
        Optional.ofNullable(row.getEnded()));
  }
}
