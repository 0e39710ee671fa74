package shomei.postgres.order;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;
import static shomei.postgres.schema.Tables.ACCOUNT;
import static shomei.postgres.schema.Tables.ACME_ORDER;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Table;
import shomei.domain.account.Quota;
import shomei.domain.authorization.Authorization;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Entry;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.notice.Notice;
import shomei.domain.order.Claim;
import shomei.domain.order.Order;
import shomei.domain.order.Orders;
import shomei.domain.order.Terms;
import shomei.postgres.account.PostgresAccounts;
import shomei.postgres.account.QuotaParameter;
import shomei.postgres.history.HistoryRows;
import shomei.postgres.sql.Assignments;
import shomei.postgres.sql.Change;
import shomei.postgres.sql.Prepared;
import shomei.postgres.sql.Remembered;
import shomei.postgres.sql.RowParameter;
import shomei.postgres.sql.Values;

/// [Orders]; issuing is [IssuanceSteps].
final class PostgresOrders implements Orders {
  private static final RowParameter<Terms> PLACED = OrderRows.TERMS.named("placed");
  private static final RowParameter<Authorization> FRESH = AuthorizationRows.ROW.named("fresh");
  private static final Param<UUID> ACCOUNT_ID = param("account", ACME_ORDER.ACCOUNT);
  private static final Param<String> REPLACES = param("replaces", ACME_ORDER.REPLACES);
  private static final Param<Integer> MOST_OPEN = param("most_open", Integer.class);
  private static final Param<Instant> NOW = param("now", ACME_ORDER.EXPIRES);

  private static final Field<Boolean> ADDED = field(name("added"), Boolean.class);
  private static final Field<UUID> LIVE = field(name("live"), UUID.class);
  private static final Field<Boolean> ACTIVE = field(name("active"), Boolean.class);

  /// Threat: an order of each number of names, to fill the memory with their statements. Those of
  /// orders with more names are not kept.
  private static final int MOST_KEPT = 8;

  private final DSLContext database;
  private final IssuanceSteps issuance;
  private final CompletionSteps completion;
  private final Recent recent;
  private final Map<Shape, Prepared> placings = new ConcurrentHashMap<>();

  /// What the statement that places an order differs by.
  private record Shape(boolean replaces, int fresh, int quotas) {}

  PostgresOrders(DSLContext database, Recent recent) {
    this.database = database;
    this.recent = recent;
    this.issuance = new IssuanceSteps(database);
    this.completion = new CompletionSteps(database);
  }

  @Override
  public Optional<Order> find(OrderId id, Instant now) {
    return OrderRows.find(database, id, now);
  }

  /// Takes of the quotas in the same statement. Locks the account first, so that it cannot pass its
  /// limit or be deactivated meanwhile, and then the certificate to be replaced, so that one order
  /// finds it free.
  @Override
  public Placed place(
      Terms terms,
      List<Authorization> fresh,
      int mostOpen,
      List<Quota> quotas,
      Entry entry,
      Instant now) {
    List<Quota> limited = quotas.stream().filter(quota -> quota.limit().burst() > 0).toList();
    Values values =
        new Values()
            .with(PLACED, terms)
            .with(FRESH, fresh)
            .with(HistoryRows.ADDED, entry)
            .with(ACCOUNT_ID, terms.account().value())
            .with(MOST_OPEN, mostOpen)
            .with(NOW, now);
    terms.replaces().ifPresent(serial -> values.with(REPLACES, serial.hex()));
    List<QuotaParameter> parameters = QuotaParameter.times(limited.size());
    for (int i = 0; i < limited.size(); i++) {
      parameters.get(i).bind(values, limited.get(i), now);
    }
    Shape shape = new Shape(terms.replaces().isPresent(), fresh.size(), limited.size());
    Prepared statement =
        fresh.size() > MOST_KEPT ? placing(shape) : placings.computeIfAbsent(shape, this::placing);
    Remembered.Look placed = recent.placed().look();
    Remembered.Look proven = recent.proven().look();
    Record answer = statement.fetch(values).getFirst();
    if (answer.get(ADDED)) {
      recent.placed().saw(placed, terms.id(), terms);
      fresh.stream()
          .filter(one -> one.status() == Authorization.Status.VALID)
          .forEach(one -> recent.proven().saw(proven, one.id(), one));
      return new Placed.Added();
    }
    for (int i = 0; i < limited.size(); i++) {
      if (!answer.get(taken(i))) {
        return new Placed.Limited(QuotaParameter.wait(limited.get(i), now, answer.get(before(i))));
      }
    }
    if (!answer.get(ACTIVE)) {
      throw new Refusal(Reason.UNAUTHORIZED, "the account is deactivated");
    }
    return Optional.ofNullable(answer.get(LIVE))
        .<Placed>map(taken -> new Placed.Taken(find(new OrderId(taken), now).orElseThrow()))
        .orElseGet(Placed.TooMany::new);
  }

  private Prepared placing(Shape shape) {
    List<Query> locks = new ArrayList<>();
    locks.add(PostgresAccounts.lock(ACCOUNT_ID));
    if (shape.replaces()) {
      locks.add(ClaimSteps.lock(REPLACES));
    }
    Change change = new Change();
    List<Field<?>> answer = new ArrayList<>();
    Condition allowed = noCondition();
    for (QuotaParameter quota : QuotaParameter.times(shape.quotas())) {
      int which = answer.size() / 2;
      allowed = Change.did(change.step(quota.take(allowed)));
      answer.add(field(allowed).as(taken(which)));
      answer.add(quota.before().as(before(which)));
    }
    Condition itsPlace = shape.replaces() ? ACME_ORDER.REPLACES.eq(REPLACES) : falseCondition();
    Condition its = ACME_ORDER.ACCOUNT.eq(ACCOUNT_ID);
    Table<?> same =
        change.step(
            select(ACME_ORDER.ID)
                .from(ACME_ORDER)
                .where(itsPlace)
                .and(OrderRows.begun().or(its.and(OrderRows.open(NOW))))
                .limit(inline(1)));
    Condition active =
        notExists(
            selectOne()
                .from(ACCOUNT)
                .where(ACCOUNT.ID.eq(ACCOUNT_ID))
                .and(ACCOUNT.STATUS.ne(inline("VALID"))));
    Condition few =
        field(select(count()).from(ACME_ORDER).where(its).and(OrderRows.open(NOW))).lt(MOST_OPEN);
    Assignments row = PLACED.assignments();
    Table<?> added =
        change.step(
            insertInto(ACME_ORDER)
                .columns(row.columns())
                .select(
                    select(row.values())
                        .where(allowed)
                        .and(active)
                        .and(few)
                        .andNotExists(selectOne().from(same)))
                .returning(ACME_ORDER.ID));
    change.insert(added, FRESH.assignments(shape.fresh()));
    change.insert(added, HistoryRows.ADDED.assignments());
    Field<UUID> live = field(select(Change.column(same, ACME_ORDER.ID)).from(same));
    answer.addAll(
        List.of(field(Change.did(added)).as(ADDED), live.as(LIVE), field(active).as(ACTIVE)));
    return new Prepared(database, locks, change.asking(answer.toArray(Field<?>[]::new)));
  }

  /// Whether one was taken of the quota at that place, and as which it was seen before.
  private static Field<Boolean> taken(int quota) {
    return field(name("taken_" + quota), Boolean.class);
  }

  private static Field<Long> before(int quota) {
    return field(name("before_" + quota), Long.class);
  }

  @Override
  public Begun begin(Order.Processing order, String thumbprint, Claim claim, Entry entry) {
    return issuance.begin(order, thumbprint, claim, entry);
  }

  @Override
  public Completed complete(
      Order.Valid order, Certificate certificate, Claim claim, List<Notice> notices, Entry entry) {
    Remembered.Look look = recent.issued().look();
    Completed completed = completion.complete(order, certificate, claim, notices, entry);
    if (completed != Completed.LOST) {
      recent.issued().saw(look, certificate.serial(), certificate);
    }
    return completed;
  }

  @Override
  public void giveBack(Order.Processing order, Claim claim, Entry entry) {
    issuance.giveBack(order, claim, entry);
  }

  @Override
  public void reject(Order.Invalid order, Entry entry) {
    issuance.reject(order, entry);
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
  public Forgotten forget(Map<InstitutionId, Instant> before, Optional<OrderId> after, int limit) {
    return ForgetSteps.forget(database, before, after, limit);
  }

  @Override
  public List<OrderId> of(AccountId account, Optional<OrderId> after, int limit, Instant now) {
    shomei.postgres.schema.tables.AcmeOrder last = ACME_ORDER.as("last");
    return database
        .select(ACME_ORDER.ID)
        .from(ACME_ORDER)
        .where(ACME_ORDER.ACCOUNT.eq(account.value()))
        .and(OrderRows.live(val(now, ACME_ORDER.EXPIRES)))
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
