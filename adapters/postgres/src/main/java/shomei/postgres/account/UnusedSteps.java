package shomei.postgres.account;

import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.selectOne;
import static shomei.postgres.schema.Tables.ACCOUNT;
import static shomei.postgres.schema.Tables.ACME_ORDER;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import shomei.domain.account.Accounts.Forgotten;
import shomei.domain.kernel.InstitutionId;
import shomei.postgres.sql.Change;

/// How [shomei.domain.account.Accounts#forgetUnused] walks: along the unique index on institution
/// and thumbprint, so that it needs no index that issuing would have to keep.
final class UnusedSteps {
  private static final Field<Integer> ACCOUNTS = field(name("accounts"), Integer.class);

  private UnusedSteps() {}

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
      return new Forgotten(0, Optional.empty());
    }
    Change change = new Change();
    Table<?> unused =
        change.step(
            select(ACCOUNT.ID)
                .from(ACCOUNT)
                .where(ACCOUNT.INSTITUTION.eq(institution.value()))
                .and(ACCOUNT.THUMBPRINT.in(looked))
                .and(ACCOUNT.PARTNER.isNull())
                .and(ACCOUNT.SUBSCRIBER.isNull())
                .and(ACCOUNT.CREATED.lt(before))
                .and(
                    notExists(
                        selectOne().from(ACME_ORDER).where(ACME_ORDER.ACCOUNT.eq(ACCOUNT.ID))))
                .forUpdate()
                .of(ACCOUNT)
                .skipLocked());
    Table<?> gone =
        change.step(
            deleteFrom(ACCOUNT)
                .where(ACCOUNT.ID.in(select(Change.column(unused, ACCOUNT.ID)).from(unused)))
                .returning(ACCOUNT.ID));
    int accounts =
        database
            .fetchSingle(change.asking(field(selectCount().from(gone)).as(ACCOUNTS)))
            .get(ACCOUNTS);
    return new Forgotten(
        accounts, looked.size() < limit ? Optional.empty() : Optional.of(looked.getLast()));
  }
}
