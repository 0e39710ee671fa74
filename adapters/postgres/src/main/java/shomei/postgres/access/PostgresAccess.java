package shomei.postgres.access;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static shomei.postgres.schema.Tables.ACCOUNT;
import static shomei.postgres.schema.Tables.ACME_ORDER;
import static shomei.postgres.schema.Tables.AUTHORIZATION;
import static shomei.postgres.schema.Tables.CERTIFICATE;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.Table;
import org.jooq.impl.DSL;
import shomei.domain.access.Access;
import shomei.domain.account.Account;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.InstitutionId;
import shomei.postgres.account.AccountRows;
import shomei.postgres.certificate.CertificateRows;
import shomei.postgres.order.AuthorizationRows;
import shomei.postgres.order.OrderRows;
import shomei.postgres.sql.Prepared;
import shomei.postgres.sql.Values;

/// [Access] in one statement: what is read is joined to one row that is always there.
public final class PostgresAccess implements Access {
  private static final Param<UUID> ID = param("id", ACCOUNT.ID);
  private static final Param<String> INSTITUTION = param("institution", ACCOUNT.INSTITUTION);
  private static final Param<String> THUMBPRINT = param("thumbprint", ACCOUNT.THUMBPRINT);
  private static final Param<UUID> TARGET = param("target", UUID.class);
  private static final Param<String> SERIAL = param("serial", CERTIFICATE.SERIAL);
  private static final Condition ITSELF = ACCOUNT.ID.eq(ID);

  private final DSLContext database;
  private final Prepared byKey;
  private final Prepared alone;
  private final Prepared withOrder;
  private final Prepared withAuthorization;
  private final Prepared withCertificate;

  public PostgresAccess(DSLContext database) {
    this.database = database;
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
  public <R> Opened<R> open(AccountId account, Target<R> target, Instant now) {
    Values values = new Values().with(ID, account.value());
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
  public Optional<Account> find(InstitutionId institution, String thumbprint) {
    Values values =
        new Values().with(INSTITUTION, institution.value()).with(THUMBPRINT, thumbprint);
    return account(byKey.fetch(values));
  }

  /// A table and what of it belongs to the tables before it.
  private record Joined(Table<?> table, Condition on) {}

  /// Every signed request comes by here.
  private Prepared reading(Condition owner, Joined... resource) {
    Table<?> from = DSL.values(row(inline(1))).as("always", "one").leftJoin(ACCOUNT).on(owner);
    for (Joined joined : resource) {
      from = from.leftJoin(joined.table()).on(joined.on());
    }
    Field<?>[] wanted =
        Stream.concat(Stream.of(ACCOUNT), Arrays.stream(resource).map(Joined::table))
            .flatMap(Table::fieldStream)
            .toArray(Field<?>[]::new);
    return new Prepared(database, select(wanted).from(from));
  }

  private static <R> Opened<R> opened(Result<Record> rows, Optional<R> resource) {
    return new Opened<>(account(rows), resource);
  }

  private static Optional<Account> account(Result<Record> rows) {
    return Optional.of(rows.getFirst().into(ACCOUNT))
        .filter(found -> found.getId() != null)
        .map(AccountRows::read);
  }
}
