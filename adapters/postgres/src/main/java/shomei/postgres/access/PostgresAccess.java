package shomei.postgres.access;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static shomei.postgres.schema.Tables.ACCOUNT;
import static shomei.postgres.schema.Tables.ACME_ORDER;
import static shomei.postgres.schema.Tables.AUTHORIZATION;
import static shomei.postgres.schema.Tables.CERTIFICATE;
import static shomei.postgres.schema.Tables.NONCE_MEMORY;
import static shomei.postgres.schema.Tables.SPENT_NONCE;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.InsertResultStep;
import org.jooq.Param;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.Table;
import org.jooq.impl.DSL;
import shomei.domain.access.Access;
import shomei.domain.access.Nonce;
import shomei.domain.account.Account;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.InstitutionId;
import shomei.postgres.account.AccountRows;
import shomei.postgres.certificate.CertificateRows;
import shomei.postgres.order.AuthorizationRows;
import shomei.postgres.order.OrderRows;
import shomei.postgres.schema.tables.records.SpentNonceRecord;
import shomei.postgres.sql.Change;
import shomei.postgres.sql.Prepared;
import shomei.postgres.sql.Values;

/// [Access] in one statement: the nonce goes in where it is not yet, and what is read is joined to
/// one row that is always there.
public final class PostgresAccess implements Access {
  private static final Field<Boolean> FRESH = field(name("fresh"), Boolean.class);

  private static final Param<byte[]> NONCE = param("nonce", SPENT_NONCE.ID);
  private static final Param<Instant> EXPIRES = param("expires", SPENT_NONCE.EXPIRES);
  private static final Param<Instant> MINTED = param("minted", NONCE_MEMORY.SINCE);
  private static final Param<UUID> ID = param("id", ACCOUNT.ID);
  private static final Param<String> INSTITUTION = param("institution", ACCOUNT.INSTITUTION);
  private static final Param<String> THUMBPRINT = param("thumbprint", ACCOUNT.THUMBPRINT);
  private static final Param<UUID> TARGET = param("target", UUID.class);
  private static final Param<String> SERIAL = param("serial", CERTIFICATE.SERIAL);
  private static final Condition ITSELF = ACCOUNT.ID.eq(ID);

  /// Danger: without a row in the memory nothing is fresh.
  private static final InsertResultStep<SpentNonceRecord> SPENDING =
      insertInto(SPENT_NONCE, SPENT_NONCE.ID, SPENT_NONCE.EXPIRES)
          .select(select(NONCE, EXPIRES).from(NONCE_MEMORY).where(NONCE_MEMORY.SINCE.le(MINTED)))
          .onConflictDoNothing()
          .returning(SPENT_NONCE.ID);

  private final DSLContext database;
  private final InstantSource clock;
  private final Prepared spending;
  private final Prepared byKey;
  private final Prepared alone;
  private final Prepared withOrder;
  private final Prepared withAuthorization;
  private final Prepared withCertificate;

  public PostgresAccess(DSLContext database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    this.spending = new Prepared(database, SPENDING);
    this.byKey =
        reading(ACCOUNT.INSTITUTION.eq(INSTITUTION).and(ACCOUNT.THUMBPRINT.eq(THUMBPRINT)));
    this.alone = reading(ITSELF);
    this.withOrder =
        reading(
            ITSELF,
            new Joined(ACME_ORDER, ACME_ORDER.ID.eq(TARGET)),
            new Joined(AUTHORIZATION, OrderRows.ITS_AUTHORIZATIONS));
    this.withAuthorization =
        reading(ITSELF, new Joined(AUTHORIZATION, AUTHORIZATION.ID.eq(TARGET)));
    this.withCertificate = reading(ITSELF, new Joined(CERTIFICATE, CERTIFICATE.SERIAL.eq(SERIAL)));
  }

  @Override
  @SuppressWarnings("unchecked") // a Target<R> names an R
  public <R> Opened<R> open(Nonce nonce, AccountId account, Target<R> target, Instant now) {
    Values values = spending(nonce).with(ID, account.value());
    return (Opened<R>)
        switch (target) {
          case Target.Nothing() -> opened(alone.fetch(values), Optional.empty());
          case Target.OfOrder(var order) -> {
            var rows = withOrder.fetch(values.with(TARGET, order.value()));
            yield opened(rows, OrderRows.read(rows, now));
          }
          case Target.OfAuthorization(var authorization) -> {
            var rows = withAuthorization.fetch(values.with(TARGET, authorization.value()));
            yield opened(
                rows,
                Optional.of(rows.getFirst().into(AUTHORIZATION))
                    .filter(found -> found.getId() != null)
                    .map(AuthorizationRows::read));
          }
          case Target.OfCertificate(var serial) -> {
            var rows = withCertificate.fetch(values.with(SERIAL, serial.hex()));
            yield opened(
                rows,
                Optional.of(rows.getFirst().into(CERTIFICATE))
                    .filter(found -> found.getSerial() != null)
                    .map(CertificateRows::read));
          }
        };
  }

  @Override
  public Opened<Void> open(Nonce nonce, InstitutionId institution, String thumbprint) {
    Values values =
        spending(nonce).with(INSTITUTION, institution.value()).with(THUMBPRINT, thumbprint);
    return opened(byKey.fetch(values), Optional.empty());
  }

  @Override
  public boolean spend(Nonce nonce) {
    return fresh(!spending.fetch(spending(nonce)).isEmpty());
  }

  @Override
  public int forgetExpired(Instant now) {
    return database.deleteFrom(SPENT_NONCE).where(SPENT_NONCE.EXPIRES.le(now)).execute();
  }

  /// A table and what of it belongs to the tables before it.
  private record Joined(Table<?> table, Condition on) {}

  /// Every signed request comes by here.
  private Prepared reading(Condition owner, Joined... resource) {
    Change change = new Change();
    Table<?> spent = change.step(SPENDING);
    Table<?> from = DSL.values(row(inline(1))).as("always", "one").leftJoin(ACCOUNT).on(owner);
    for (Joined joined : resource) {
      from = from.leftJoin(joined.table()).on(joined.on());
    }
    Field<?>[] wanted =
        Stream.concat(
                Stream.of(field(Change.did(spent)).as(FRESH)),
                Stream.concat(Stream.of(ACCOUNT), Arrays.stream(resource).map(Joined::table))
                    .flatMap(Table::fieldStream))
            .toArray(Field<?>[]::new);
    return new Prepared(database, change.asking(wanted).from(from));
  }

  private static Values spending(Nonce nonce) {
    return new Values()
        .with(NONCE, nonce.id().octets())
        .with(MINTED, nonce.minted())
        .with(EXPIRES, nonce.expires());
  }

  /// Where it is not fresh, a crash may have emptied the memory: it begins anew with the next
  /// millisecond, from which on no nonce was made yet. One that begins later, by a clock that was
  /// put back since, is brought forward: else nothing would be fresh until then.
  private boolean fresh(boolean found) {
    if (!found) {
      Instant next = clock.instant().truncatedTo(ChronoUnit.MILLIS).plusMillis(1);
      database
          .insertInto(NONCE_MEMORY, NONCE_MEMORY.SINCE)
          .values(next)
          .onConflict(NONCE_MEMORY.ONE)
          .doUpdate()
          .set(NONCE_MEMORY.SINCE, next)
          .where(NONCE_MEMORY.SINCE.gt(next))
          .execute();
    }
    return found;
  }

  private <R> Opened<R> opened(Result<Record> rows, Optional<R> resource) {
    Record first = rows.getFirst();
    Optional<Account> account =
        Optional.of(first.into(ACCOUNT))
            .filter(found -> found.getId() != null)
            .map(AccountRows::read);
    return new Opened<>(fresh(first.get(FRESH)), account, resource);
  }
}
