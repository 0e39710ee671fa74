package shomei.postgres.account;

import static org.jooq.impl.DSL.concat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.jsonbGetAttributeAsText;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.trueCondition;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.val;
import static shomei.postgres.schema.Tables.ACCOUNT;
import static shomei.postgres.schema.Tables.ACME_ORDER;
import static shomei.postgres.schema.Tables.AUTHORIZATION;
import static shomei.postgres.schema.Tables.EXTERNAL_ACCOUNT_KEY;
import static shomei.postgres.schema.Tables.HISTORY;

import java.time.Instant;
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
import org.jooq.ResultQuery;
import org.jooq.Table;
import org.jooq.exception.IntegrityConstraintViolationException;
import shomei.domain.account.Account;
import shomei.domain.account.AccountKey;
import shomei.domain.account.Accounts;
import shomei.domain.account.ExternalAccountKey;
import shomei.domain.account.Quota;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.PartnerId;
import shomei.postgres.history.HistoryRows;
import shomei.postgres.sql.Assignments;
import shomei.postgres.sql.Change;
import shomei.postgres.sql.Prepared;
import shomei.postgres.sql.Remembered;
import shomei.postgres.sql.RowParameter;
import shomei.postgres.sql.Values;

/// [Accounts]. The unique constraint on institution and thumbprint settles requests that come at
/// once; the row of a single-use key, locked, settles those that would spend it.
public final class PostgresAccounts implements Accounts {
  private static final Param<Instant> NOW = param("now", EXTERNAL_ACCOUNT_KEY.EXPIRES);
  private static final Param<String> INSTITUTION = param("of", ACCOUNT.INSTITUTION);
  private static final Param<String> THUMBPRINT = param("its", ACCOUNT.THUMBPRINT);
  private static final QuotaParameter QUOTA = new QuotaParameter("quota");
  private static final Field<Boolean> ADDED = field(name("added"), Boolean.class);
  private static final Field<Boolean> ALLOWED = field(name("allowed"), Boolean.class);
  private static final Field<Long> BEFORE = field(name("before"), Long.class);
  private static final RowParameter<Account> NEW = AccountRows.ROW.named("account");
  private static final Condition BINDING =
      PostgresExternalAccountKeys.named(
          PostgresExternalAccountKeys.INSTITUTION, PostgresExternalAccountKeys.KID);

  private final DSLContext database;
  private final Remembered<AccountId, Account> seen;

  private final Map<Shape, Prepared> creations = new ConcurrentHashMap<>();

  /// What the statement that makes an account differs by.
  private record Shape(boolean bound, boolean limited) {}

  /// @param seen which the door reads
  PostgresAccounts(DSLContext database, Remembered<AccountId, Account> seen) {
    this.database = database;
    this.seen = seen;
  }

  @Override
  public Optional<Account> find(AccountId id) {
    return find(ACCOUNT.ID.eq(id.value()));
  }

  @Override
  public List<Account> of(InstitutionId institution, Optional<AccountId> after, int most) {
    return database
        .selectFrom(ACCOUNT)
        .where(ACCOUNT.INSTITUTION.eq(institution.value()))
        .and(after.map(last -> ACCOUNT.ID.gt(last.value())).orElse(noCondition()))
        .orderBy(ACCOUNT.ID)
        .limit(most)
        .fetch(AccountRows::read);
  }

  @Override
  public List<Account> of(PartnerId partner) {
    return database
        .selectFrom(ACCOUNT)
        .where(ACCOUNT.PARTNER.eq(partner.value()))
        .orderBy(ACCOUNT.ID)
        .fetch(AccountRows::read);
  }

  @Override
  public List<Account> createdWith(InstitutionId institution, String kid) {
    return database
        .selectFrom(ACCOUNT)
        .where(ACCOUNT.INSTITUTION.eq(institution.value()))
        .andExists(
            selectOne()
                .from(HISTORY)
                .where(HISTORY.INSTITUTION.eq(ACCOUNT.INSTITUTION))
                .and(HISTORY.SUBJECT.eq(concat(inline("account:"), ACCOUNT.ID.cast(String.class))))
                .and(HISTORY.ACT.eq(Act.ACCOUNT_CREATED.name()))
                .and(jsonbGetAttributeAsText(HISTORY.DETAILS, "kid").eq(kid)))
        .orderBy(ACCOUNT.ID)
        .fetch(AccountRows::read);
  }

  @Override
  public Creation create(
      Account account, Optional<String> kid, Optional<Quota> quota, Entry entry) {
    Optional<Quota> limit = quota.filter(one -> one.limit().burst() > 0);
    Values values = new Values().with(NEW, account).with(HistoryRows.ADDED, entry);
    kid.ifPresent(
        bound ->
            values
                .with(PostgresExternalAccountKeys.INSTITUTION, account.institution().value())
                .with(PostgresExternalAccountKeys.KID, bound)
                .with(NOW, account.created()));
    limit.ifPresent(
        one ->
            QUOTA
                .bind(values, one, account.created())
                .with(INSTITUTION, account.institution().value())
                .with(THUMBPRINT, account.key().thumbprint()));
    Shape shape = new Shape(kid.isPresent(), limit.isPresent());
    Remembered.Look look = seen.look();
    Record answer = creations.computeIfAbsent(shape, this::creation).fetch(values).getFirst();
    if (answer.get(ADDED)) {
      seen.saw(look, account.id(), account);
      return new Creation.Created();
    }
    return find(account.institution(), account.key().thumbprint())
        .<Creation>map(Creation.Exists::new)
        .orElseGet(
            () ->
                answer.get(ALLOWED)
                    ? new Creation.BindingSpent()
                    : new Creation.Limited(
                        QuotaParameter.wait(
                            limit.orElseThrow(), account.created(), answer.get(BEFORE))));
  }

  private Prepared creation(Shape shape) {
    Assignments row = NEW.assignments();
    Change change = new Change();
    Condition allowed = shape.limited() ? allowed(change) : trueCondition();
    Condition usable = shape.bound() ? usable(change) : noCondition();
    Table<?> added =
        change.step(
            insertInto(ACCOUNT)
                .columns(row.columns())
                .select(select(row.values()).where(allowed).and(usable))
                .onConflictDoNothing()
                .returning(ACCOUNT.ID));
    if (shape.bound()) {
      change.step(spending(added));
    }
    change.insert(added, HistoryRows.ADDED.assignments());
    Field<Long> before = shape.limited() ? QUOTA.before() : inline((Long) null, Long.class);
    return new Prepared(
        database,
        change.asking(
            field(Change.did(added)).as(ADDED), field(allowed).as(ALLOWED), before.as(BEFORE)));
  }

  private static Condition allowed(Change change) {
    Condition its = ACCOUNT.INSTITUTION.eq(INSTITUTION).and(ACCOUNT.THUMBPRINT.eq(THUMBPRINT));
    return Change.did(change.step(QUOTA.take(notExists(selectOne().from(ACCOUNT).where(its)))));
  }

  /// A key that serves again is not locked: all of a partner's accounts would wait for each other's
  /// commits.
  private static Condition usable(Change change) {
    Condition itself = BINDING.and(PostgresExternalAccountKeys.usableAt(NOW));
    Table<?> reusable =
        change.step(
            selectOne()
                .from(EXTERNAL_ACCOUNT_KEY)
                .where(itself)
                .andNot(EXTERNAL_ACCOUNT_KEY.SINGLE_USE));
    Table<?> single =
        change.step(
            selectOne()
                .from(EXTERNAL_ACCOUNT_KEY)
                .where(itself)
                .and(EXTERNAL_ACCOUNT_KEY.SINGLE_USE)
                .forUpdate());
    return Change.did(reusable).or(Change.did(single));
  }

  private static ResultQuery<?> spending(Table<?> added) {
    return update(EXTERNAL_ACCOUNT_KEY)
        .set(EXTERNAL_ACCOUNT_KEY.STATE, inline(ExternalAccountKey.State.SPENT.name()))
        .where(BINDING)
        .and(EXTERNAL_ACCOUNT_KEY.SINGLE_USE)
        .and(Change.did(added))
        .returning(EXTERNAL_ACCOUNT_KEY.KID);
  }

  @Override
  public void changeContacts(AccountId id, List<String> contacts, Entry entry) {
    Change change = new Change();
    Table<?> changed =
        change.step(
            update(ACCOUNT)
                .set(ACCOUNT.CONTACTS, contacts.toArray(String[]::new))
                .where(ACCOUNT.ID.eq(id.value()))
                .returning(ACCOUNT.ID));
    change.insert(changed, HistoryRows.write(entry));
    seen.changing(id, () -> change.done(database, changed));
  }

  @Override
  public KeyChange changeKey(AccountId id, String current, AccountKey next, Entry entry) {
    shomei.postgres.schema.tables.Account other = ACCOUNT.as("other");
    Change change = new Change();
    Table<?> changed =
        change.step(
            update(ACCOUNT)
                .set(ACCOUNT.JWK, next.jwk())
                .set(ACCOUNT.THUMBPRINT, next.thumbprint())
                .set(ACCOUNT.SPKI_DIGEST, AccountRows.NO_DIGEST)
                .where(ACCOUNT.ID.eq(id.value()))
                .and(ACCOUNT.THUMBPRINT.eq(current))
                .and(
                    notExists(
                        selectOne()
                            .from(other)
                            .where(other.INSTITUTION.eq(ACCOUNT.INSTITUTION))
                            .and(other.THUMBPRINT.eq(next.thumbprint()))))
                .returning(ACCOUNT.ID));
    change.insert(changed, HistoryRows.write(entry));
    try {
      if (seen.changing(id, () -> change.done(database, changed))) {
        return new KeyChange.Changed();
      }
    } catch (IntegrityConstraintViolationException taken) {
      // Another request gave an account this key at the same instant: it is found below.
      return unchanged(id, current, next);
    }
    return unchanged(id, current, next);
  }

  private KeyChange unchanged(AccountId id, String current, AccountKey next) {
    return find(id)
        .filter(account -> account.key().thumbprint().equals(current))
        .flatMap(account -> find(account.institution(), next.thumbprint()))
        .<KeyChange>map(holder -> new KeyChange.Taken(holder.id()))
        .orElseGet(KeyChange.Stale::new);
  }

  /// Its authorizations are those of its orders, without which there is none.
  @Override
  public void deactivate(AccountId id, Entry entry) {
    Condition its =
        AUTHORIZATION
            .ID
            .in(
                select(field("unnest({0})", UUID.class, ACME_ORDER.AUTHORIZATIONS))
                    .from(ACME_ORDER)
                    .where(ACME_ORDER.ACCOUNT.eq(id.value())))
            .and(AUTHORIZATION.STATUS.in(inline("PENDING"), inline("VALID")));
    Change change = new Change();
    Table<?> deactivated =
        change.step(
            update(ACCOUNT)
                .set(ACCOUNT.STATUS, Account.Status.DEACTIVATED.name())
                .where(ACCOUNT.ID.eq(id.value()))
                .and(ACCOUNT.STATUS.eq(Account.Status.VALID.name()))
                .returning(ACCOUNT.ID));
    change.step(
        update(AUTHORIZATION)
            .set(AUTHORIZATION.STATUS, "DEACTIVATED")
            .where(its)
            .and(Change.did(deactivated))
            .returning(AUTHORIZATION.ID));
    change.insert(deactivated, HistoryRows.write(entry));
    // An order that is being placed has locked the account: its authorizations are seen afterwards.
    Query open =
        select(AUTHORIZATION.ID)
            .from(AUTHORIZATION)
            .where(its)
            .orderBy(AUTHORIZATION.ID)
            .forNoKeyUpdate();
    List<Query> locks = List.of(lock(val(id.value())), open);
    seen.changing(id, () -> change.done(database, locks, deactivated));
  }

  @Override
  public Forgotten forgetUnused(
      InstitutionId institution, Optional<String> after, int limit, Instant before) {
    try {
      return UnusedSteps.forget(database, institution, after, limit, before);
    } finally {
      seen.forgetAll();
    }
  }

  public static Query lock(Field<UUID> id) {
    return select(ACCOUNT.STATUS).from(ACCOUNT).where(ACCOUNT.ID.eq(id)).forNoKeyUpdate();
  }

  private Optional<Account> find(InstitutionId institution, String thumbprint) {
    return find(ACCOUNT.INSTITUTION.eq(institution.value()).and(ACCOUNT.THUMBPRINT.eq(thumbprint)));
  }

  private Optional<Account> find(Condition which) {
    return database.selectFrom(ACCOUNT).where(which).fetchOptional(AccountRows::read);
  }
}
