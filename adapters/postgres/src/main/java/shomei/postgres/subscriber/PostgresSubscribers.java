package shomei.postgres.subscriber;

import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;
import static shomei.postgres.schema.Tables.CORPORATION;
import static shomei.postgres.schema.Tables.PIN_ATTEMPT;
import static shomei.postgres.schema.Tables.SUBSCRIBER;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import shomei.domain.credential.PinKind;
import shomei.domain.credential.PinVerifier;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.SubscriberId;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.Corporation;
import shomei.domain.subscriber.Subscriber;
import shomei.domain.subscriber.Subscribers;
import shomei.postgres.history.HistoryRows;
import shomei.postgres.schema.tables.records.PinAttemptRecord;
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

  public PostgresSubscribers(DSLContext database) {
    this.database = database;
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
    change.insert(added, HistoryRows.write(entry));
    return change.done(database, added);
  }

  @Override
  public boolean add(Subscriber user, Entry entry) {
    Change change = new Change();
    Table<?> added = change.addOnce(SubscriberRows.ROW.constants(user));
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
  public void setConfirmationPin(SubscriberId id, PinVerifier pin, Entry entry) {
    act(
        SubscriberRows.CONFIRMATION_PIN.constants(pin).byColumn(),
        SUBSCRIBER.ID.eq(id.value()),
        entry);
  }

  @Override
  public void openRight(SubscriberId id, Instant opens, Entry entry) {
    act(SubscriberRows.right(Optional.of(opens)), SUBSCRIBER.ID.eq(id.value()), entry);
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
    change.step(
        DSL.update(PIN_ATTEMPT)
            .set(PIN_ATTEMPT.TRIES, 0)
            .set(PIN_ATTEMPT.CONFIRMATION_TRIES, 0)
            .where(SubscriberRows.attemptsAt(institution, name))
            .returning(PIN_ATTEMPT.TRIES));
    Condition seat = SubscriberRows.named(institution, name);
    SeatActs.act(change, Map.of(), seat);
    Table<?> logged = change.add(HistoryRows.write(entry));
    change.done(database, SeatActs.locks(seat), logged);
  }

  @Override
  public Attempt countAttempt(
      InstitutionId institution, SubscriberName name, PinKind pin, Instant now) {
    Change change = new Change();
    Table<?> counted =
        change.step(
            insertInto(PIN_ATTEMPT)
                .set(PIN_ATTEMPT.INSTITUTION, institution.value())
                .set(PIN_ATTEMPT.CONTRACT_ID, name.contractId())
                .set(PIN_ATTEMPT.USER_ID, SubscriberRows.userId(name))
                .set(tries(pin), 1)
                .set(tries(other(pin)), 0)
                .set(PIN_ATTEMPT.LAST, now)
                .onConflict(PIN_ATTEMPT.INSTITUTION, PIN_ATTEMPT.CONTRACT_ID, PIN_ATTEMPT.USER_ID)
                .doUpdate()
                .set(tries(pin), tries(pin).plus(1))
                .set(PIN_ATTEMPT.LAST, now)
                .returning(PIN_ATTEMPT.TRIES, PIN_ATTEMPT.CONFIRMATION_TRIES));
    Field<Integer> tries = Change.column(counted, tries(pin));
    Field<Integer> other = Change.column(counted, tries(other(pin)));
    var row =
        database.fetchSingle(
            change
                .asking(
                    Stream.concat(Stream.of(tries, other), SUBSCRIBER.fieldStream())
                        .toArray(Field[]::new))
                .from(counted)
                .leftJoin(SUBSCRIBER)
                .on(SubscriberRows.named(institution, name)));
    Optional<Subscriber> seat =
        Optional.of(row.into(SUBSCRIBER))
            .filter(found -> found.getId() != null)
            .map(SubscriberRows::read);
    return new Attempt(row.get(tries), row.get(other), seat);
  }

  private static PinKind other(PinKind pin) {
    return switch (pin) {
      case LOGIN -> PinKind.CONFIRMATION;
      case CONFIRMATION -> PinKind.LOGIN;
    };
  }

  private static TableField<PinAttemptRecord, Integer> tries(PinKind pin) {
    return switch (pin) {
      case LOGIN -> PIN_ATTEMPT.TRIES;
      case CONFIRMATION -> PIN_ATTEMPT.CONFIRMATION_TRIES;
    };
  }

  @Override
  public void forgetAttempts(InstitutionId institution, SubscriberName name, PinKind pin) {
    database
        .update(PIN_ATTEMPT)
        .set(tries(pin), 0)
        .where(SubscriberRows.attemptsAt(institution, name))
        .execute();
  }

  @Override
  public int attempts(InstitutionId institution, SubscriberName name) {
    return database
        .select(greatest(PIN_ATTEMPT.TRIES, PIN_ATTEMPT.CONFIRMATION_TRIES))
        .from(PIN_ATTEMPT)
        .where(SubscriberRows.attemptsAt(institution, name))
        .fetchOptional()
        .map(row -> row.value1())
        .orElse(0);
  }

  @Override
  public int forgetStrangers(Instant before) {
    return database
        .deleteFrom(PIN_ATTEMPT)
        .where(PIN_ATTEMPT.LAST.lt(before))
        .and(
            notExists(
                selectOne()
                    .from(SUBSCRIBER)
                    .where(SUBSCRIBER.INSTITUTION.eq(PIN_ATTEMPT.INSTITUTION))
                    .and(SUBSCRIBER.CONTRACT_ID.eq(PIN_ATTEMPT.CONTRACT_ID))
                    .and(SUBSCRIBER.USER_ID.eq(PIN_ATTEMPT.USER_ID))))
        .execute();
  }

  private Optional<Subscriber> find(Condition which) {
    return database.selectFrom(SUBSCRIBER).where(which).fetchOptional(SubscriberRows::read);
  }
}
