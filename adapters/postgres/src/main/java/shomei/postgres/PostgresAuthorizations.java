package shomei.postgres;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.update;
import static shomei.postgres.schema.Tables.AUTHORIZATION;
import static shomei.postgres.schema.Tables.PIN_ATTEMPT;
import static shomei.postgres.schema.Tables.SUBSCRIBER;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.ResultQuery;
import org.jooq.Table;
import shomei.domain.account.AccountId;
import shomei.domain.authorization.Authorization;
import shomei.domain.authorization.AuthorizationId;
import shomei.domain.authorization.Authorizations;
import shomei.domain.credential.PinVerifier;
import shomei.domain.history.Entry;
import shomei.domain.identifier.Identifier;
import shomei.domain.identifier.SubscriberName;
import shomei.postgres.schema.tables.records.AuthorizationRecord;
import shomei.postgres.schema.tables.records.SubscriberRecord;

/// [Authorizations]; they come in by [PostgresOrders].
final class PostgresAuthorizations implements Authorizations {
  private final DSLContext database;

  PostgresAuthorizations(DSLContext database) {
    this.database = database;
  }

  @Override
  public Optional<Authorization> find(AuthorizationId id) {
    return database
        .selectFrom(AUTHORIZATION)
        .where(AUTHORIZATION.ID.eq(id.value()))
        .fetchOptional(AuthorizationRows::read);
  }

  @Override
  public boolean begin(Authorization processing) {
    AuthorizationRecord row = AuthorizationRows.write(processing);
    return database
            .update(AUTHORIZATION)
            .set(AUTHORIZATION.CHALLENGES, row.getChallenges())
            .set(AUTHORIZATION.PROCESSING_SINCE, row.getProcessingSince())
            .where(AUTHORIZATION.ID.eq(row.getId()))
            .and(AuthorizationRows.PENDING)
            .and(AUTHORIZATION.PROCESSING_SINCE.isNull())
            .execute()
        > 0;
  }

  @Override
  public boolean settle(Authorization judged, PinOutcome pin, List<Entry> entries) {
    AuthorizationRecord row = AuthorizationRows.write(judged);
    Change change = new Change();
    Table<?> settled =
        change.step(
            update(AUTHORIZATION)
                .set(AUTHORIZATION.STATUS, row.getStatus())
                .set(AUTHORIZATION.EXPIRES, row.getExpires())
                .set(AUTHORIZATION.CHALLENGES, row.getChallenges())
                .set(AUTHORIZATION.PROCESSING_SINCE, row.getProcessingSince())
                .where(AUTHORIZATION.ID.eq(row.getId()))
                .and(AuthorizationRows.PENDING)
                .returning(AUTHORIZATION.ID));
    switch (pin) {
      case PinOutcome.Untouched() -> {}
      case PinOutcome.Right() -> change.step(countFromZero(judged, settled));
      case PinOutcome.Changed(var from, var to) -> {
        change.step(countFromZero(judged, settled));
        change.step(newPin(judged, from, to, settled));
      }
    }
    change.insert(settled, HistoryRows.write(entries));
    return change.done(database, settled);
  }

  private static ResultQuery<?> countFromZero(Authorization judged, Table<?> settled) {
    return update(PIN_ATTEMPT)
        .set(PIN_ATTEMPT.TRIES, 0)
        .where(SubscriberRows.attemptsAt(judged.institution(), seat(judged)))
        .and(Change.did(settled))
        .returning(PIN_ATTEMPT.TRIES);
  }

  private static ResultQuery<?> newPin(
      Authorization judged, PinVerifier from, PinVerifier to, Table<?> settled) {
    SubscriberRecord row = SUBSCRIBER.newRecord();
    SubscriberRows.writeLoginPin(row, to, false);
    return update(SUBSCRIBER)
        .set(row)
        .where(SubscriberRows.named(judged.institution(), seat(judged)))
        .and(SUBSCRIBER.LOGIN_SALT.eq(from.salt().octets()))
        .and(SUBSCRIBER.LOGIN_DIGEST.eq(from.digest().octets()))
        .and(Change.did(settled))
        .returning(SUBSCRIBER.ID);
  }

  private static SubscriberName seat(Authorization judged) {
    if (judged.identifier() instanceof Identifier.Seat(var name)) {
      return name;
    }
    throw new IllegalArgumentException("only a seat has a PIN");
  }

  @Override
  public boolean deactivate(AuthorizationId id, Entry entry) {
    Change change = new Change();
    Table<?> deactivated =
        change.step(
            update(AUTHORIZATION)
                .set(AUTHORIZATION.STATUS, "DEACTIVATED")
                .where(AUTHORIZATION.ID.eq(id.value()))
                .and(AuthorizationRows.LIVE)
                .returning(AUTHORIZATION.ID));
    change.insert(deactivated, HistoryRows.write(entry));
    return change.done(database, deactivated);
  }

  @Override
  public List<Authorization> reusable(
      AccountId account, List<Identifier> identifiers, Instant now) {
    Set<Identifier> names =
        identifiers.stream()
            .filter(identifier -> identifier instanceof Identifier.Dns)
            .collect(Collectors.toSet());
    return database
        .select(AUTHORIZATION.fields())
        .distinctOn(AUTHORIZATION.IDENTIFIER)
        .from(AUTHORIZATION)
        .where(validOf(account, names, now))
        .orderBy(AUTHORIZATION.IDENTIFIER, AUTHORIZATION.EXPIRES.desc())
        .fetchInto(AUTHORIZATION)
        .map(AuthorizationRows::read);
  }

  @Override
  public boolean holdsAll(AccountId account, List<Identifier> identifiers, Instant now) {
    Set<Identifier> wanted = Set.copyOf(identifiers);
    return database
            .select(countDistinct(AUTHORIZATION.IDENTIFIER))
            .from(AUTHORIZATION)
            .where(validOf(account, wanted, now))
            .fetchSingle()
            .value1()
        == wanted.size();
  }

  private static Condition validOf(AccountId account, Set<Identifier> identifiers, Instant now) {
    return AUTHORIZATION
        .ACCOUNT
        .eq(account.value())
        .and(AuthorizationRows.VALID)
        .and(AUTHORIZATION.EXPIRES.gt(now))
        .and(
            AUTHORIZATION.IDENTIFIER.eq(
                any(identifiers.stream().map(IdentifierText::write).toArray(String[]::new))));
  }

  @Override
  public List<Authorization> processing(Instant before, int limit) {
    return database
        .selectFrom(AUTHORIZATION)
        .where(AuthorizationRows.PENDING)
        .and(AUTHORIZATION.PROCESSING_SINCE.lt(before))
        .orderBy(AUTHORIZATION.PROCESSING_SINCE)
        .limit(limit)
        .fetch(AuthorizationRows::read);
  }
}
