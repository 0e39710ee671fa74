package shomei.postgres.account;

import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;
import static shomei.postgres.schema.Tables.ACCOUNT;
import static shomei.postgres.schema.Tables.ACME_ORDER;
import static shomei.postgres.schema.Tables.AUTHORIZATION;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import shomei.domain.account.Accounts.Forgotten;
import shomei.domain.kernel.InstitutionId;
import shomei.postgres.sql.Change;

/// How [shomei.domain.account.Accounts#forgetUnfinished] walks: along the unique index on
/// institution and thumbprint, and from each account along its orders, so that it needs no index
/// that issuing would have to keep.
final class UnfinishedSteps {
  private static final Field<Integer> ORDERS = field(name("orders"), Integer.class);
  private static final Field<Integer> ACCOUNTS = field(name("accounts"), Integer.class);

  private UnfinishedSteps() {}

  static Forgotten forget(
      DSLContext database,
      InstitutionId institution,
      Optional<String> after,
      int limit,
      Instant before) {
    List<String> looked =
        database
            .select(ACCOUNT.THUMBPRINT)
            .from(ACCOUNT)
            .where(ACCOUNT.INSTITUTION.eq(institution.value()))
            .and(after.map(ACCOUNT.THUMBPRINT::gt).orElse(noCondition()))
            .orderBy(ACCOUNT.THUMBPRINT)
            .limit(limit)
            .fetch(ACCOUNT.THUMBPRINT);
    if (looked.isEmpty()) {
      return new Forgotten(0, 0, Optional.empty());
    }
    Change change = new Change();
    Table<?> unbound =
        change.step(
            select(ACCOUNT.ID, ACCOUNT.CREATED)
                .from(ACCOUNT)
                .where(ACCOUNT.INSTITUTION.eq(institution.value()))
                .and(ACCOUNT.THUMBPRINT.in(looked))
                .and(ACCOUNT.PARTNER.isNull())
                .and(ACCOUNT.SUBSCRIBER.isNull())
                .forUpdate()
                .skipLocked());
    Table<?> orders = orders(change, unbound, before);
    Table<?> accounts = accounts(change, unbound, before);
    Record answer =
        database.fetchSingle(
            change.asking(
                field(selectCount().from(orders)).as(ORDERS),
                field(selectCount().from(accounts)).as(ACCOUNTS)));
    return new Forgotten(
        answer.get(ORDERS),
        answer.get(ACCOUNTS),
        looked.size() < limit ? Optional.empty() : Optional.of(looked.getLast()));
  }

  /// An account that is bound to nobody orders for seats, and their authorizations serve one order.
  private static Table<?> orders(Change change, Table<?> unbound, Instant before) {
    Table<?> over =
        change.step(
            select(ACME_ORDER.ID)
                .from(unbound)
                .join(ACME_ORDER)
                .on(ACME_ORDER.ACCOUNT.eq(Change.column(unbound, ACCOUNT.ID)))
                .and(ACME_ORDER.PROGRESS.in(inline("OPEN"), inline("FAILED")))
                .and(ACME_ORDER.EXPIRES.lt(before))
                .forUpdate()
                .of(ACME_ORDER)
                .skipLocked());
    Table<?> gone =
        change.step(
            deleteFrom(ACME_ORDER)
                .where(ACME_ORDER.ID.in(select(Change.column(over, ACME_ORDER.ID)).from(over)))
                .returning(ACME_ORDER.ID, ACME_ORDER.AUTHORIZATIONS));
    Field<UUID> each =
        DSL.field("unnest({0})", UUID.class, Change.column(gone, ACME_ORDER.AUTHORIZATIONS));
    change.step(
        deleteFrom(AUTHORIZATION)
            .where(AUTHORIZATION.ID.in(select(each).from(gone)))
            .returning(AUTHORIZATION.ID));
    return gone;
  }

  private static Table<?> accounts(Change change, Table<?> unbound, Instant before) {
    return change.step(
        deleteFrom(ACCOUNT)
            .where(
                ACCOUNT.ID.in(
                    select(Change.column(unbound, ACCOUNT.ID))
                        .from(unbound)
                        .where(
                            Change.column(unbound, ACCOUNT.CREATED)
                                .lt(val(before, ACCOUNT.CREATED)))))
            .and(notExists(selectOne().from(ACME_ORDER).where(ACME_ORDER.ACCOUNT.eq(ACCOUNT.ID))))
            .returning(ACCOUNT.ID));
  }
}
