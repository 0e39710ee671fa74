package shomei.postgres.order;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.or;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.selectOne;
import static shomei.postgres.schema.Tables.ACME_ORDER;
import static shomei.postgres.schema.Tables.AUTHORIZATION;
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
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Record4;
import org.jooq.Result;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.OrderId;
import shomei.domain.order.Orders.Forgotten;
import shomei.postgres.sql.Change;

/// How [shomei.domain.order.Orders#forget] walks: along the primary key, which tells when an order
/// was made, so that it needs no index that issuing would have to keep. Steps where nothing is over
/// write nothing.
///
/// Danger: PostgreSQL looks certificates and authorizations up one by one only where it expects few
/// orders; of a limit it knows nothing then, and would read the whole tables at each step. So a
/// page of ids comes first, and all else is asked of those.
final class ForgetSteps {
  private static final Field<Boolean> OVER = field(name("over"), Boolean.class);
  private static final Field<Integer> ORDERS = field(name("orders"), Integer.class);

  /// Whoever takes orders away does it alone: two who each take one of two orders away that lean on
  /// one authorization would each leave it to the other. Nobody else asks for this lock.
  private static final Query ALONE = DSL.query("select pg_advisory_xact_lock(5202611300)");

  private ForgetSteps() {}

  static Forgotten forget(
      DSLContext database, Map<InstitutionId, Instant> before, Optional<OrderId> after, int limit) {
    Condition over = or(before.entrySet().stream().map(ForgetSteps::over).toList());
    Table<?> page =
        select(ACME_ORDER.ID)
            .from(ACME_ORDER)
            .where(after.map(last -> ACME_ORDER.ID.gt(last.value())).orElse(noCondition()))
            .orderBy(ACME_ORDER.ID)
            .limit(limit)
            .asTable("page");
    Result<Record4<UUID, UUID, UUID[], Boolean>> looked =
        database
            .select(
                ACME_ORDER.ID, ACME_ORDER.ACCOUNT, ACME_ORDER.AUTHORIZATIONS, field(over).as(OVER))
            .from(page)
            .join(ACME_ORDER)
            .on(ACME_ORDER.ID.eq(Change.column(page, ACME_ORDER.ID)))
            .orderBy(ACME_ORDER.ID)
            .fetch();
    var chosen = looked.stream().filter(row -> row.get(OVER)).toList();
    int gone =
        chosen.isEmpty()
            ? 0
            : Change.after(database, List.of(ALONE), forget(chosen, over)).get(ORDERS);
    return new Forgotten(
        gone,
        looked.size() < limit
            ? Optional.empty()
            : Optional.of(new OrderId(looked.getLast().get(ACME_ORDER.ID))));
  }

  private static Condition over(Map.Entry<InstitutionId, Instant> of) {
    Instant before = of.getValue();
    Condition certificateEnded =
        exists(
            selectOne()
                .from(CERTIFICATE)
                .where(CERTIFICATE.SERIAL.eq(ACME_ORDER.SERIAL))
                .and(CERTIFICATE.NOT_AFTER.lt(before)));
    Condition serves =
        exists(
            selectOne()
                .from(AUTHORIZATION)
                .where(OrderRows.ITS_AUTHORIZATIONS)
                .and(AUTHORIZATION.STATUS.in(inline("PENDING"), inline("VALID")))
                .and(AUTHORIZATION.EXPIRES.ge(before)));
    return ACME_ORDER
        .INSTITUTION
        .eq(of.getKey().value())
        .and(ACME_ORDER.EXPIRES.lt(before))
        .and(
            ACME_ORDER
                .PROGRESS
                .in(inline(OrderRows.OPEN), inline(OrderRows.FAILED))
                .or(ACME_ORDER.PROGRESS.eq(inline(OrderRows.ISSUED)).and(certificateEnded)))
        .andNot(serves);
  }

  /// Takes the orders away, if they are over still, and then the authorizations that no order of
  /// their account leans on any more.
  ///
  /// Accounts and authorizations never change, so they are named, as they were read: of what steps
  /// tell, PostgreSQL expects so many rows that it would read whole tables.
  private static Select<Record> forget(
      List<? extends Record4<UUID, UUID, UUID[], Boolean>> chosen, Condition over) {
    UUID[] orders = all(chosen.stream().map(row -> row.get(ACME_ORDER.ID)));
    UUID[] accounts = all(chosen.stream().map(row -> row.get(ACME_ORDER.ACCOUNT)).distinct());
    UUID[] authorizations =
        all(chosen.stream().flatMap(row -> Stream.of(row.get(ACME_ORDER.AUTHORIZATIONS))));
    Change change = new Change();
    Table<?> free =
        change.step(
            select(ACME_ORDER.ID)
                .from(ACME_ORDER)
                .where(ACME_ORDER.ID.eq(any(orders)))
                .and(over)
                .forUpdate()
                .skipLocked());
    Table<?> gone =
        change.step(
            deleteFrom(ACME_ORDER)
                .where(ACME_ORDER.ID.eq(any(orders)))
                .and(ACME_ORDER.ID.in(select(Change.column(free, ACME_ORDER.ID)).from(free)))
                .returning(ACME_ORDER.ID));
    Select<Record1<UUID>> others =
        select(DSL.field("unnest({0})", UUID.class, ACME_ORDER.AUTHORIZATIONS))
            .from(ACME_ORDER)
            .where(ACME_ORDER.ACCOUNT.eq(any(accounts)))
            .and(ACME_ORDER.ID.notIn(select(Change.column(gone, ACME_ORDER.ID)).from(gone)));
    change.step(
        deleteFrom(AUTHORIZATION)
            .where(AUTHORIZATION.ID.eq(any(authorizations)))
            .and(AUTHORIZATION.ID.notIn(others))
            .returning(AUTHORIZATION.ID));
    return change.asking(field(selectCount().from(gone)).as(ORDERS));
  }

  private static UUID[] all(Stream<UUID> ids) {
    return ids.toArray(UUID[]::new);
  }
}
