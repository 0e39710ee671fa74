package shomei.postgres.subscriber;

import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static shomei.postgres.schema.Tables.CORPORATION;
import static shomei.postgres.schema.Tables.SUBSCRIBER;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import shomei.domain.credential.PinKind;
import shomei.domain.credential.PinVerifier;
import shomei.domain.history.Entry;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.SubscriberId;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.Corporation;
import shomei.domain.subscriber.PinTry;
import shomei.domain.subscriber.Subscriber;
import shomei.domain.subscriber.Subscribers;
import shomei.postgres.history.HistoryRows;
import shomei.postgres.sql.Change;
import shomei.postgres.sql.RowMapping;

/// [Subscribers].
public final class PostgresSubscribers implements Subscribers {
  private static final RowMapping<Corporation> CORPORATION_ROW =
      RowMapping.<Corporation>of(CORPORATION)
          .with(CORPORATION.INSTITUTION, corporation -> corporation.institution().value())
          .with(CORPORATION.CONTRACT_ID, Corporation::contractId)
          .with(CORPORATION.NAME, Corporation::name);

  private final DSLContext database;
  private final PinTries tries;

  public PostgresSubscribers(DSLContext database) {
    this.database = database;
    this.tries = new PinTries(database);
  }

  @Override
  public Optional<Subscriber> find(InstitutionId institution, SubscriberName name) {
    return find(SubscriberRows.named(institution, name));
  }

  @Override
  public Optional<Subscriber> find(SubscriberId id) {
    return find(SUBSCRIBER.ID.eq(id.value()));
  }

  @Override
  public Optional<Corporation> corporation(InstitutionId institution, String contractId) {
    return database
        .selectFrom(CORPORATION)
        .where(CORPORATION.INSTITUTION.eq(institution.value()))
        .and(CORPORATION.CONTRACT_ID.eq(contractId))
        .fetchOptional(row -> new Corporation(institution, row.getContractId(), row.getName()));
  }

  @Override
  public List<Subscriber> of(InstitutionId institution, String contractId) {
    return database
        .selectFrom(SUBSCRIBER)
        .where(SUBSCRIBER.INSTITUTION.eq(institution.value()))
        .and(SUBSCRIBER.CONTRACT_ID.eq(contractId))
        .orderBy(SUBSCRIBER.USER_ID)
        .fetch(SubscriberRows::read);
  }

  @Override
  public boolean add(Corporation corporation, Subscriber administrator, Entry entry) {
    Change change = new Change();
    Table<?> added = change.addOnce(CORPORATION_ROW.constants(corporation));
    change.insert(added, SubscriberRows.ROW.constants(administrator));
    forgetTries(change, administrator.institution(), administrator.name(), Change.did(added));
    change.insert(added, HistoryRows.write(entry));
    return change.done(database, added);
  }

  @Override
  public boolean add(Subscriber user, Entry entry) {
    Change change = new Change();
    Table<?> added = change.addOnce(SubscriberRows.ROW.constants(user));
    forgetTries(change, user.institution(), user.name(), Change.did(added));
    change.insert(added, HistoryRows.write(entry));
    return change.done(database, added);
  }

  @Override
  public boolean suspend(SubscriberId id, boolean suspended, Entry entry) {
    return act(
        Map.of(SUBSCRIBER.SUSPENDED, suspended),
        SUBSCRIBER.ID.eq(id.value()).and(SUBSCRIBER.SUSPENDED.ne(suspended)),
        entry);
  }

  @Override
  public void setLoginPin(SubscriberId id, PinVerifier pin, boolean temporary, Entry entry) {
    var chosen = new SubscriberRows.LoginPin(pin, temporary);
    act(SubscriberRows.LOGIN_PIN.constants(chosen).byColumn(), SUBSCRIBER.ID.eq(id.value()), entry);
  }

  @Override
  public boolean changeLoginPin(SubscriberId id, PinVerifier from, PinVerifier to, Entry entry) {
    return act(
        SubscriberRows.LOGIN_PIN.constants(new SubscriberRows.LoginPin(to, false)).byColumn(),
        SUBSCRIBER
            .ID
            .eq(id.value())
            .and(SUBSCRIBER.LOGIN_SALT.eq(from.salt().octets()))
            .and(SUBSCRIBER.LOGIN_DIGEST.eq(from.digest().octets())),
        entry);
  }

  @Override
  public void setConfirmationPin(SubscriberId id, PinVerifier pin, Entry entry) {
    act(
        SubscriberRows.CONFIRMATION_PIN.constants(pin).byColumn(),
        SUBSCRIBER.ID.eq(id.value()),
        entry);
  }

  @Override
  public void openRight(SubscriberId id, Instant opens, Optional<Octets> letterCode, Entry entry) {
    act(SubscriberRows.right(Optional.of(opens), letterCode), SUBSCRIBER.ID.eq(id.value()), entry);
  }

  /// Writes these columns and no other.
  ///
  /// @return whether there was such a seat
  private boolean act(Map<?, ?> columns, Condition which, Entry entry) {
    Change change = new Change();
    Table<?> acted = SeatActs.act(change, columns, which);
    change.insert(acted, HistoryRows.write(entry));
    return change.done(database, SeatActs.locks(which), acted);
  }

  @Override
  public void unlock(InstitutionId institution, SubscriberName name, Entry entry) {
    Change change = new Change();
    forgetTries(change, institution, name, noCondition());
    Condition seat = SubscriberRows.named(institution, name);
    SeatActs.act(change, Map.of(), seat);
    Table<?> logged = change.add(HistoryRows.write(entry));
    change.done(database, SeatActs.locks(seat), logged);
  }

  private static void forgetTries(
      Change change, InstitutionId institution, SubscriberName name, Condition asked) {
    PinTries.forgetAll(
        change,
        SubscriberRows.pausesAt(institution, name),
        SubscriberRows.attemptsAt(institution, name),
        asked);
  }

  @Override
  public PinTry.Counted count(PinTry tried) {
    return tries.count(tried);
  }

  @Override
  public void forget(PinTry.Attempt right) {
    PinTriesBack.forget(database, right);
  }

  @Override
  public Set<Policy.Stretch> stretches(InstitutionId institution) {
    return database
        .select(SUBSCRIBER.LOGIN_STRETCH)
        .from(SUBSCRIBER)
        .where(SUBSCRIBER.INSTITUTION.eq(institution.value()))
        .and(SUBSCRIBER.LOGIN_STRETCH.isNotNull())
        .union(
            select(SUBSCRIBER.CONFIRMATION_STRETCH)
                .from(SUBSCRIBER)
                .where(SUBSCRIBER.INSTITUTION.eq(institution.value()))
                .and(SUBSCRIBER.CONFIRMATION_STRETCH.isNotNull()))
        .fetch()
        .stream()
        .flatMap(row -> SubscriberRows.stretch(row.value1()).stream())
        .collect(Collectors.toSet());
  }

  @Override
  public void keepAnew(SubscriberId id, PinKind pin, PinVerifier from, PinVerifier to) {
    RowMapping<PinVerifier> columns =
        switch (pin) {
          case LOGIN -> SubscriberRows.LOGIN_VERIFIER;
          case CONFIRMATION -> SubscriberRows.CONFIRMATION_PIN;
        };
    Field<byte[]> digest =
        switch (pin) {
          case LOGIN -> SUBSCRIBER.LOGIN_DIGEST;
          case CONFIRMATION -> SUBSCRIBER.CONFIRMATION_DIGEST;
        };
    database
        .update(SUBSCRIBER)
        .set(columns.constants(to).byColumn())
        .where(SUBSCRIBER.ID.eq(id.value()))
        .and(digest.eq(from.digest().octets()))
        .execute();
  }

  @Override
  public void takeBack(PinTry.Attempt unjudged) {
    PinTriesBack.takeBack(database, unjudged);
  }

  @Override
  public PinTry.LockStatus lockStatus(InstitutionId institution, SubscriberName name) {
    return tries.lockStatus(institution, name);
  }

  @Override
  public int forgetTries(InstitutionId institution, Instant before) {
    return tries.forget(institution, before);
  }

  private Optional<Subscriber> find(Condition which) {
    return database.selectFrom(SUBSCRIBER).where(which).fetchOptional(SubscriberRows::read);
  }
}
