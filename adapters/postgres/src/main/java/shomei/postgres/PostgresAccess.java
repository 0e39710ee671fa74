package shomei.postgres;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static shomei.postgres.schema.Tables.ACCOUNT;
import static shomei.postgres.schema.Tables.ACME_ORDER;
import static shomei.postgres.schema.Tables.AUTHORIZATION;
import static shomei.postgres.schema.Tables.CERTIFICATE;
import static shomei.postgres.schema.Tables.SPENT_NONCE;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.InsertResultStep;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.Table;
import org.jooq.impl.DSL;
import shomei.domain.account.Access;
import shomei.domain.account.Account;
import shomei.domain.account.AccountId;
import shomei.domain.account.Nonce;
import shomei.domain.institution.InstitutionId;
import shomei.postgres.schema.tables.records.SpentNonceRecord;

/// [Access] in one statement: the nonce goes in where it is not yet, and what is read is joined to
/// one row that is always there.
final class PostgresAccess implements Access {
  private static final Field<Boolean> FRESH = field(name("fresh"), Boolean.class);

  private final DSLContext database;

  PostgresAccess(DSLContext database) {
    this.database = database;
  }

  @Override
  @SuppressWarnings("unchecked") // a Target<R> names an R
  public <R> Opened<R> open(Nonce nonce, AccountId account, Target<R> target, Instant now) {
    Condition owner = ACCOUNT.ID.eq(account.value());
    return (Opened<R>)
        switch (target) {
          case Target.Nothing() -> opened(read(nonce, owner), Optional.empty());
          case Target.OfOrder(var id) -> {
            var rows =
                read(
                    nonce,
                    owner,
                    new Joined(ACME_ORDER, ACME_ORDER.ID.eq(id.value())),
                    new Joined(AUTHORIZATION, OrderRows.ITS_AUTHORIZATIONS));
            yield opened(rows, OrderRows.read(rows, now));
          }
          case Target.OfAuthorization(var id) -> {
            var rows =
                read(nonce, owner, new Joined(AUTHORIZATION, AUTHORIZATION.ID.eq(id.value())));
            yield opened(
                rows,
                Optional.of(rows.getFirst().into(AUTHORIZATION))
                    .filter(found -> found.getId() != null)
                    .map(AuthorizationRows::read));
          }
          case Target.OfCertificate(var serial) -> {
            var rows =
                read(nonce, owner, new Joined(CERTIFICATE, CERTIFICATE.SERIAL.eq(serial.hex())));
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
    Condition owner =
        ACCOUNT.INSTITUTION.eq(institution.value()).and(ACCOUNT.THUMBPRINT.eq(thumbprint));
    return opened(read(nonce, owner), Optional.empty());
  }

  @Override
  public boolean spend(Nonce nonce) {
    return database.fetchOptional(spending(nonce)).isPresent();
  }

  @Override
  public int forgetExpired(Instant now) {
    return database.deleteFrom(SPENT_NONCE).where(SPENT_NONCE.EXPIRES.le(now)).execute();
  }

  /// A table and what of it belongs to the tables before it.
  private record Joined(Table<?> table, Condition on) {}

  private Result<Record> read(Nonce nonce, Condition owner, Joined... resource) {
    Change change = new Change();
    Table<?> spent = change.step(spending(nonce));
    Table<?> from = DSL.values(row(1)).as("always", "one").leftJoin(ACCOUNT).on(owner);
    for (Joined joined : resource) {
      from = from.leftJoin(joined.table()).on(joined.on());
    }
    SelectFieldOrAsterisk[] wanted =
        Stream.concat(
                Stream.of(field(Change.did(spent)).as(FRESH)),
                Stream.concat(Stream.of(ACCOUNT), Arrays.stream(resource).map(Joined::table))
                    .flatMap(Table::fieldStream))
            .toArray(SelectFieldOrAsterisk[]::new);
    return database.fetch(change.asking(wanted).from(from));
  }

  private static InsertResultStep<SpentNonceRecord> spending(Nonce nonce) {
    return insertInto(SPENT_NONCE, SPENT_NONCE.ID, SPENT_NONCE.EXPIRES)
        .values(nonce.id().octets(), nonce.expires())
        .onConflictDoNothing()
        .returning(SPENT_NONCE.ID);
  }

  private static <R> Opened<R> opened(Result<Record> rows, Optional<R> resource) {
    Record first = rows.getFirst();
    Optional<Account> account =
        Optional.of(first.into(ACCOUNT))
            .filter(found -> found.getId() != null)
            .map(AccountRows::read);
    return new Opened<>(first.get(FRESH), account, resource);
  }
}
