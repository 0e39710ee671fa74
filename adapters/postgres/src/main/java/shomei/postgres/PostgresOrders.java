package shomei.postgres;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static shomei.postgres.schema.Tables.ACCOUNT;
import static shomei.postgres.schema.Tables.ACME_ORDER;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Table;
import shomei.domain.account.AccountId;
import shomei.domain.authorization.Authorization;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Entry;
import shomei.domain.issuance.Claim;
import shomei.domain.notice.Notice;
import shomei.domain.order.Order;
import shomei.domain.order.OrderId;
import shomei.domain.order.Orders;
import shomei.domain.order.Terms;
import shomei.domain.refusal.Reason;
import shomei.domain.refusal.Refusal;
import shomei.postgres.schema.tables.records.AcmeOrderRecord;

/// [Orders]; issuing is [IssuanceSteps].
final class PostgresOrders implements Orders {
  private final DSLContext database;
  private final IssuanceSteps issuance;

  PostgresOrders(DSLContext database) {
    this.database = database;
    this.issuance = new IssuanceSteps(database);
  }

  @Override
  public Optional<Order> find(OrderId id, Instant now) {
    return OrderRows.find(database, id, now);
  }

  /// Locks the account, so that it cannot pass its limit or be deactivated meanwhile, and then the
  /// certificate to be replaced, so that one order finds it free.
  @Override
  public Placed place(
      Terms terms, List<Authorization> fresh, int mostOpen, Entry entry, Instant now) {
    List<Query> locks = new ArrayList<>();
    locks.add(PostgresAccounts.lock(terms.account()));
    terms.replaces().map(IssuanceSteps::lock).ifPresent(locks::add);

    Change change = new Change();
    Table<?> same =
        change.step(
            select(ACME_ORDER.ID)
                .from(ACME_ORDER)
                .where(
                    terms
                        .replaces()
                        .map(serial -> ACME_ORDER.REPLACES.eq(serial.hex()))
                        .orElse(falseCondition()))
                .and(
                    OrderRows.begun()
                        .or(
                            ACME_ORDER
                                .ACCOUNT
                                .eq(terms.account().value())
                                .and(OrderRows.open(now))))
                .limit(1));
    Condition active =
        notExists(
            selectOne()
                .from(ACCOUNT)
                .where(ACCOUNT.ID.eq(terms.account().value()))
                .and(ACCOUNT.STATUS.ne("VALID")));
    Condition few =
        field(
                select(count())
                    .from(ACME_ORDER)
                    .where(ACME_ORDER.ACCOUNT.eq(terms.account().value()))
                    .and(OrderRows.open(now)))
            .lt(mostOpen);
    AcmeOrderRecord row = OrderRows.write(terms);
    Table<?> added =
        change.step(
            insertInto(ACME_ORDER)
                .columns(Change.columns(row))
                .select(
                    select(Change.values(row))
                        .where(active)
                        .and(few)
                        .andNotExists(selectOne().from(same)))
                .returning(ACME_ORDER.ID));
    change.insert(added, fresh.stream().map(AuthorizationRows::write).toList());
    change.insert(added, HistoryRows.write(entry));

    Field<UUID> live = field(select(Change.column(same, ACME_ORDER.ID)).from(same));
    Record answer = change.after(database, locks, field(Change.did(added)), live, field(active));
    if (answer.get(0, Boolean.class)) {
      return new Placed.Added();
    }
    if (!answer.get(2, Boolean.class)) {
      throw new Refusal(Reason.UNAUTHORIZED, "the account is deactivated");
    }
    UUID taken = answer.get(1, UUID.class);
    return taken == null
        ? new Placed.TooMany()
        : new Placed.Taken(find(new OrderId(taken), now).orElseThrow());
  }

  @Override
  public Begun begin(Order.Processing order, Claim claim, Entry entry) {
    return issuance.begin(order, claim, entry);
  }

  @Override
  public Completed complete(
      Order.Valid order, Certificate certificate, Claim claim, List<Notice> notices, Entry entry) {
    return issuance.complete(order, certificate, claim, notices, entry);
  }

  @Override
  public void giveBack(Order.Processing order, Claim claim, Entry entry) {
    issuance.giveBack(order, claim, entry);
  }

  @Override
  public void fail(Order.Invalid order, Claim claim, Entry entry) {
    issuance.fail(order, claim, entry);
  }

  @Override
  public List<Order.Processing> unfinished(Instant before, int limit) {
    return database
        .selectFrom(ACME_ORDER)
        .where(OrderRows.IS_BEGUN)
        .and(ACME_ORDER.SINCE.lt(before))
        .orderBy(ACME_ORDER.SINCE)
        .limit(limit)
        .fetch(OrderRows::processing);
  }

  @Override
  public List<OrderId> of(AccountId account, Optional<OrderId> after, int limit, Instant now) {
    shomei.postgres.schema.tables.AcmeOrder last = ACME_ORDER.as("last");
    return database
        .select(ACME_ORDER.ID)
        .from(ACME_ORDER)
        .where(ACME_ORDER.ACCOUNT.eq(account.value()))
        .and(OrderRows.live(now))
        .and(
            after
                .map(
                    id ->
                        ACME_ORDER.ADDED.gt(
                            select(last.ADDED).from(last).where(last.ID.eq(id.value()))))
                .orElse(noCondition()))
        .orderBy(ACME_ORDER.ADDED)
        .limit(limit)
        .fetch(row -> new OrderId(row.value1()));
  }
}
