package shomei.postgres;

import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.update;
import static shomei.postgres.schema.Tables.ACCOUNT;
import static shomei.postgres.schema.Tables.AUTHORIZATION;
import static shomei.postgres.schema.Tables.EXTERNAL_ACCOUNT_KEY;

import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.ResultQuery;
import org.jooq.Table;
import org.jooq.exception.IntegrityConstraintViolationException;
import shomei.domain.account.Account;
import shomei.domain.account.AccountId;
import shomei.domain.account.AccountKey;
import shomei.domain.account.Accounts;
import shomei.domain.account.ExternalAccountKey;
import shomei.domain.history.Entry;
import shomei.domain.institution.InstitutionId;
import shomei.postgres.schema.tables.records.AccountRecord;

/// [Accounts]. The unique constraint on institution and thumbprint settles requests that come at
/// once; the row of a single-use key, locked, settles those that would spend it.
final class PostgresAccounts implements Accounts {
  private final DSLContext database;

  PostgresAccounts(DSLContext database) {
    this.database = database;
  }

  @Override
  public Optional<Account> find(AccountId id) {
    return find(ACCOUNT.ID.eq(id.value()));
  }

  @Override
  public Creation create(Account account, Optional<String> kid, Entry entry) {
    Change change = new Change();
    AccountRecord row = AccountRows.write(account);
    Condition usable = kid.map(name -> usable(change, account, name)).orElse(noCondition());
    Table<?> added =
        change.step(
            insertInto(ACCOUNT)
                .columns(Change.columns(row))
                .select(select(Change.values(row)).where(usable))
                .onConflictDoNothing()
                .returning(ACCOUNT.ID));
    kid.ifPresent(name -> change.step(spending(account, name, added)));
    change.insert(added, HistoryRows.write(entry));
    if (change.done(database, added)) {
      return new Creation.Created();
    }
    return find(account.institution(), account.key().thumbprint())
        .<Creation>map(Creation.Exists::new)
        .orElseGet(Creation.BindingSpent::new);
  }

  /// A key that serves again is not locked: all of a partner's accounts would wait for each other's
  /// commits.
  private static Condition usable(Change change, Account account, String kid) {
    Condition itself =
        PostgresExternalAccountKeys.named(account.institution(), kid)
            .and(PostgresExternalAccountKeys.usableAt(account.created()));
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

  private static ResultQuery<?> spending(Account account, String kid, Table<?> added) {
    return update(EXTERNAL_ACCOUNT_KEY)
        .set(EXTERNAL_ACCOUNT_KEY.STATE, ExternalAccountKey.State.SPENT.name())
        .where(PostgresExternalAccountKeys.named(account.institution(), kid))
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
    change.done(database, changed);
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
                .set(ACCOUNT.SPKI_DIGEST, next.spkiDigest().octets())
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
      if (change.done(database, changed)) {
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

  @Override
  public void deactivate(AccountId id, Entry entry) {
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
            .where(AUTHORIZATION.ACCOUNT.eq(id.value()))
            .and(AuthorizationRows.LIVE)
            .and(Change.did(deactivated))
            .returning(AUTHORIZATION.ID));
    change.insert(deactivated, HistoryRows.write(entry));
    // An order that is being placed has locked the account: its authorizations are seen afterwards.
    change.done(database, List.of(lock(id)), deactivated);
  }

  static Query lock(AccountId id) {
    return select(ACCOUNT.STATUS).from(ACCOUNT).where(ACCOUNT.ID.eq(id.value())).forNoKeyUpdate();
  }

  private Optional<Account> find(InstitutionId institution, String thumbprint) {
    return find(ACCOUNT.INSTITUTION.eq(institution.value()).and(ACCOUNT.THUMBPRINT.eq(thumbprint)));
  }

  private Optional<Account> find(Condition which) {
    return database.selectFrom(ACCOUNT).where(which).fetchOptional(AccountRows::read);
  }
}
