package shomei.postgres.account;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.selectFrom;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.val;
import static shomei.postgres.schema.Tables.EXTERNAL_ACCOUNT_KEY;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Table;
import shomei.domain.account.ExternalAccountKey;
import shomei.domain.account.ExternalAccountKeys;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.PartnerId;
import shomei.postgres.history.HistoryRows;
import shomei.postgres.sql.Change;
import shomei.postgres.sql.Prepared;
import shomei.postgres.sql.Remembered;
import shomei.postgres.sql.Values;

/// [ExternalAccountKeys]; they are spent by [PostgresAccounts].
final class PostgresExternalAccountKeys implements ExternalAccountKeys {
  static final Param<String> INSTITUTION = param("institution", EXTERNAL_ACCOUNT_KEY.INSTITUTION);
  static final Param<String> KID = param("kid", EXTERNAL_ACCOUNT_KEY.KID);

  private static final int REMEMBERED = 500;

  private final DSLContext database;
  private final Prepared byName;
  private final Remembered<Named, ExternalAccountKey> seen;

  private record Named(InstitutionId institution, String kid) {}

  PostgresExternalAccountKeys(DSLContext database, InstantSource clock) {
    this.database = database;
    this.seen = new Remembered<>(REMEMBERED, clock);
    this.byName =
        new Prepared(database, selectFrom(EXTERNAL_ACCOUNT_KEY).where(named(INSTITUTION, KID)));
  }

  @Override
  public void add(ExternalAccountKey key, Entry entry) {
    Change change = new Change();
    Table<?> added = change.add(AccountRows.KEY_ROW.constants(key));
    change.insert(added, HistoryRows.write(entry));
    change.done(database, added);
  }

  @Override
  public Optional<ExternalAccountKey> find(InstitutionId institution, String kid) {
    Named name = new Named(institution, kid);
    return seen.find(name).or(() -> read(name));
  }

  /// One for a single use is not read again.
  private Optional<ExternalAccountKey> read(Named name) {
    Remembered.Look look = seen.look();
    Optional<ExternalAccountKey> found =
        byName
            .fetch(new Values().with(INSTITUTION, name.institution().value()).with(KID, name.kid()))
            .stream()
            .findFirst()
            .map(row -> AccountRows.read(row.into(EXTERNAL_ACCOUNT_KEY)));
    found.filter(key -> !key.singleUse()).ifPresent(key -> seen.saw(look, name, key));
    return found;
  }

  @Override
  public List<ExternalAccountKey> of(PartnerId partner) {
    return database
        .selectFrom(EXTERNAL_ACCOUNT_KEY)
        .where(EXTERNAL_ACCOUNT_KEY.PARTNER.eq(partner.value()))
        .orderBy(EXTERNAL_ACCOUNT_KEY.CREATED.desc(), EXTERNAL_ACCOUNT_KEY.KID)
        .fetch(AccountRows::read);
  }

  @Override
  public boolean revoke(InstitutionId institution, String kid, Entry entry) {
    Change change = new Change();
    Table<?> revoked =
        change.step(
            update(EXTERNAL_ACCOUNT_KEY)
                .set(EXTERNAL_ACCOUNT_KEY.STATE, ExternalAccountKey.State.REVOKED.name())
                .where(named(val(institution.value()), val(kid)))
                .and(usableAt(val(entry.at(), EXTERNAL_ACCOUNT_KEY.EXPIRES)))
                .returning(EXTERNAL_ACCOUNT_KEY.KID));
    change.insert(revoked, HistoryRows.write(entry));
    return seen.changing(new Named(institution, kid), () -> change.done(database, revoked));
  }

  static Condition named(Field<String> institution, Field<String> kid) {
    return EXTERNAL_ACCOUNT_KEY.INSTITUTION.eq(institution).and(EXTERNAL_ACCOUNT_KEY.KID.eq(kid));
  }

  /// [ExternalAccountKey#usableAt].
  static Condition usableAt(Field<Instant> now) {
    return EXTERNAL_ACCOUNT_KEY
        .STATE
        .eq(inline(ExternalAccountKey.State.USABLE.name()))
        .and(EXTERNAL_ACCOUNT_KEY.EXPIRES.isNull().or(EXTERNAL_ACCOUNT_KEY.EXPIRES.gt(now)));
  }
}
