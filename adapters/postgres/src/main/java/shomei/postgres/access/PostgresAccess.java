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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
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
import shomei.domain.kernel.OrderId;
import shomei.domain.order.Order;
import shomei.postgres.account.AccountRows;
import shomei.postgres.certificate.CertificateRows;
import shomei.postgres.order.AuthorizationRows;
import shomei.postgres.order.OrderRows;
import shomei.postgres.order.Recent;
import shomei.postgres.sql.Prepared;
import shomei.postgres.sql.Remembered;
import shomei.postgres.sql.Values;

/// [Access] in one statement, or in none: what is read is joined to one row that is always there.
/// The account comes with what is read, where it is not remembered.
public final class PostgresAccess implements Access {
  private static final Param<UUID> ID = param("id", ACCOUNT.ID);
  private static final Param<String> INSTITUTION = param("institution", ACCOUNT.INSTITUTION);
  private static final Param<String> THUMBPRINT = param("thumbprint", ACCOUNT.THUMBPRINT);
  private static final Param<UUID> TARGET = param("target", UUID.class);
  private static final Param<String> SERIAL = param("serial", CERTIFICATE.SERIAL);
  private static final Joined ITSELF = new Joined(ACCOUNT, ACCOUNT.ID.eq(ID));

  private final DSLContext database;
  private final Remembered<AccountId, Account> seen;
  private final Recent recent;
  private final Prepared byKey;
  private final Prepared byId;
  private final Reading order;
  private final Reading authorization;
  private final Reading certificate;

  /// A table and what of it belongs to the tables before it.
  private record Joined(Table<?> table, Condition on) {}

  /// The same with the account and without.
  private record Reading(Prepared withAccount, Prepared alone) {}

  /// @param seen which whatever changes an account forgets
  public PostgresAccess(DSLContext database, Remembered<AccountId, Account> seen, Recent recent) {
    this.database = database;
    this.seen = seen;
    this.recent = recent;
    this.byKey =
        statement(
            List.of(
                new Joined(
                    ACCOUNT,
                    ACCOUNT.INSTITUTION.eq(INSTITUTION).and(ACCOUNT.THUMBPRINT.eq(THUMBPRINT)))));
    this.byId = statement(List.of(ITSELF));
    this.order =
        reading(
            new Joined(ACME_ORDER, ACME_ORDER.ID.eq(TARGET)),
            new Joined(AUTHORIZATION, OrderRows.ITS_AUTHORIZATIONS));
    this.authorization = reading(new Joined(AUTHORIZATION, AUTHORIZATION.ID.eq(TARGET)));
    this.certificate = reading(new Joined(CERTIFICATE, CERTIFICATE.SERIAL.eq(SERIAL)));
  }

  private Reading reading(Joined... resource) {
    List<Joined> alone = List.of(resource);
    return new Reading(
        statement(Stream.concat(Stream.of(ITSELF), alone.stream()).toList()), statement(alone));
  }

  private Prepared statement(List<Joined> tables) {
    Table<?> from = DSL.values(row(inline(1))).as("always", "one");
    for (Joined joined : tables) {
      from = from.leftJoin(joined.table()).on(joined.on());
    }
    Field<?>[] wanted =
        tables.stream().flatMap(joined -> joined.table().fieldStream()).toArray(Field<?>[]::new);
    return new Prepared(database, select(wanted).from(from));
  }

  @Override
  @SuppressWarnings("unchecked") // a Target<R> names an R
  public <R> Opened<R> open(AccountId account, Target<R> target, Instant now) {
    return (Opened<R>)
        switch (target) {
          case Target.Nothing() ->
              new Opened<>(
                  seen.find(
                      account, () -> account(byId.fetch(new Values().with(ID, account.value())))),
                  Optional.empty());
          case Target.OfOrder(var its) -> open(account, its, Optional.empty(), now);
          case Target.ToFinish(var its) -> open(account, its, recent.ready(its, now), now);
          case Target.OfAuthorization(var its) ->
              open(
                  account,
                  Optional.empty(),
                  authorization,
                  new Values().with(TARGET, its.value()),
                  rows ->
                      Optional.of(rows.getFirst().into(AUTHORIZATION))
                          .filter(found -> found.getId() != null)
                          .map(AuthorizationRows::read));
          case Target.OfCertificate(var its) ->
              open(
                  account,
                  recent.issued().find(its),
                  certificate,
                  new Values().with(SERIAL, its.hex()),
                  rows ->
                      Optional.of(rows.getFirst().into(CERTIFICATE))
                          .filter(found -> found.getSerial() != null)
                          .map(CertificateRows::read));
        };
  }

  private Opened<Order> open(AccountId account, OrderId id, Optional<Order> known, Instant now) {
    return open(
        account,
        known,
        order,
        new Values().with(TARGET, id.value()),
        rows -> OrderRows.read(rows, now));
  }

  private <R> Opened<R> open(
      AccountId id,
      Optional<R> resource,
      Reading reading,
      Values its,
      Function<Result<Record>, Optional<R>> read) {
    Optional<Account> known = seen.find(id);
    if (known.isPresent()) {
      return new Opened<>(known, resource.or(() -> read.apply(reading.alone().fetch(its))));
    }
    Remembered.Look look = seen.look();
    Result<Record> rows = reading.withAccount().fetch(its.with(ID, id.value()));
    Optional<Account> found = account(rows);
    found.ifPresent(account -> seen.saw(look, id, account));
    return new Opened<>(found, read.apply(rows));
  }

  @Override
  public Optional<Account> find(InstitutionId institution, String thumbprint) {
    Values values =
        new Values().with(INSTITUTION, institution.value()).with(THUMBPRINT, thumbprint);
    return account(byKey.fetch(values));
  }

  private static Optional<Account> account(Result<Record> rows) {
    return Optional.of(rows.getFirst().into(ACCOUNT))
        .filter(found -> found.getId() != null)
        .map(AccountRows::read);
  }
}
