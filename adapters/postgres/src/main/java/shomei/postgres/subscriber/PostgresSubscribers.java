package shomei.postgres.subscriber;

import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;
import static shomei.postgres.schema.Tables.CORPORATION;
import static shomei.postgres.schema.Tables.SUBSCRIBER;

import java.time.Instant;
import java.util.LinkedHashMap;
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
import shomei.domain.kernel.SeatVersion;
import shomei.domain.kernel.SubscriberId;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.BankAccount;
import shomei.domain.subscriber.Corporation;
import shomei.domain.subscriber.FirstLogin;
import shomei.domain.subscriber.PinTry;
import shomei.domain.subscriber.Registration;
import shomei.domain.subscriber.Subscriber;
import shomei.domain.subscriber.Subscribers;
import shomei.postgres.history.HistoryRows;
import shomei.postgres.sql.Change;
import shomei.postgres.sql.RowMapping;

/// [Subscribers].
public final class PostgresSubscribers implements Subscribers {
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
    return find(SubscriberRows.is(id));
  }

  @Override
  public Optional<Subscriber> everNamed(InstitutionId institution, SubscriberName name) {
    return find(SubscriberRows.everNamed(institution, name));
  }

  @Override
  public Optional<Corporation> corporation(InstitutionId institution, String contractId) {
    return database
        .selectFrom(CORPORATION)
        .where(CorporationRows.is(institution, contractId))
        .fetchOptional(CorporationRows::read);
  }

  @Override
  public Optional<Corporation> of(InstitutionId institution, BankAccount account) {
    return database
        .selectFrom(CORPORATION)
        .where(CorporationRows.has(institution, account))
        .fetchOptional(CorporationRows::read);
  }

  @Override
  public List<Subscriber> of(InstitutionId institution, String contractId) {
    return database
        .selectFrom(SUBSCRIBER)
        .where(SUBSCRIBER.INSTITUTION.eq(institution.value()))
        .and(SUBSCRIBER.CONTRACT_ID.eq(contractId))
        .and(SUBSCRIBER.DELETED_AT.isNull())
        .orderBy(SUBSCRIBER.USER_ID)
        .fetch(SubscriberRows::read);
  }

  @Override
  public boolean add(Corporation corporation, Subscriber administrator, Entry entry) {
    Change change = new Change();
    Table<?> added = change.addOnce(CorporationRows.ROW.constants(corporation));
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
  public boolean changeMails(
      InstitutionId institution,
      String contractId,
      List<String> from,
      List<String> to,
      Entry entry) {
    Change change = new Change();
    Table<?> changed =
        change.step(
            update(CORPORATION)
                .set(CORPORATION.MAILS, CorporationRows.array(to))
                .where(CorporationRows.is(institution, contractId))
                .and(CORPORATION.MAILS.eq(CorporationRows.array(from)))
                .returning(CORPORATION.CONTRACT_ID));
    change.insert(changed, HistoryRows.write(entry));
    return change.done(database, changed);
  }

  @Override
  public boolean suspend(
      SubscriberId id, Optional<SeatVersion> seen, boolean suspended, Entry entry) {
    return act(
        id,
        Map.of(SUBSCRIBER.SUSPENDED, suspended),
        isAsSeen(seen).and(SUBSCRIBER.SUSPENDED.ne(suspended)),
        List.of(entry));
  }

  @Override
  public boolean change(
      SubscriberId id, SeatVersion seen, Registration from, Registration to, Entry entry) {
    return act(
        id,
        SubscriberRows.REGISTRATION.constants(to).byColumn(),
        SeatActs.isAsSeen(seen)
            .and(SUBSCRIBER.DISPLAY_NAME.eq(from.name()))
            .and(SUBSCRIBER.KANA.eq(from.kana()))
            .and(SUBSCRIBER.MAIL.eq(from.mail()))
            .and(SUBSCRIBER.LANGUAGE.eq(from.language().name())),
        List.of(entry));
  }

  @Override
  public boolean resetPins(
      SubscriberId id,
      Optional<SeatVersion> seen,
      Map<PinKind, PinVerifier> pins,
      List<Entry> entries) {
    Map<Field<?>, Field<?>> columns = new LinkedHashMap<>();
    pins.forEach((kind, pin) -> columns.putAll(columns(kind, pin, true)));
    return act(id, columns, isAsSeen(seen), entries);
  }

  @Override
  public boolean changePin(
      SubscriberId id, PinKind pin, PinVerifier from, PinVerifier to, Entry entry) {
    Condition kept =
        switch (pin) {
          case LOGIN ->
              SUBSCRIBER
                  .LOGIN_SALT
                  .eq(from.salt().octets())
                  .and(SUBSCRIBER.LOGIN_DIGEST.eq(from.digest().octets()));
          case CONFIRMATION ->
              SUBSCRIBER
                  .CONFIRMATION_SALT
                  .eq(from.salt().octets())
                  .and(SUBSCRIBER.CONFIRMATION_DIGEST.eq(from.digest().octets()));
        };
    return act(id, columns(pin, to, false), kept, List.of(entry));
  }

  private static Map<Field<?>, Field<?>> columns(PinKind kind, PinVerifier pin, boolean temporary) {
    RowMapping<SubscriberRows.KeptPin> columns =
        switch (kind) {
          case LOGIN -> SubscriberRows.LOGIN_PIN;
          case CONFIRMATION -> SubscriberRows.CONFIRMATION_PIN;
        };
    return columns.constants(new SubscriberRows.KeptPin(pin, temporary)).byColumn();
  }

  @Override
  public void openRight(SubscriberId id, Instant opens, Optional<Octets> letterCode, Entry entry) {
    act(id, SubscriberRows.right(Optional.of(opens), letterCode), noCondition(), List.of(entry));
  }

  @Override
  public boolean activate(Subscriber from, FirstLogin to, Entry entry) {
    return FirstLoginSteps.activate(database, from, to, entry);
  }

  private static Condition isAsSeen(Optional<SeatVersion> seen) {
    return seen.map(SeatActs::isAsSeen).orElse(noCondition());
  }

  /// Writes these columns and no other.
  ///
  /// @return whether there was such a seat
  private boolean act(SubscriberId id, Map<?, ?> columns, Condition which, List<Entry> entries) {
    Change change = new Change();
    Condition seat = SubscriberRows.is(id);
    Table<?> acted = SeatActs.act(change, columns, seat.and(which));
    change.insert(acted, entries.stream().map(HistoryRows::write).toList());
    return change.done(database, SeatActs.locks(seat), acted);
  }

  @Override
  public boolean unlock(
      InstitutionId institution, SubscriberName name, Optional<SeatVersion> seen, Entry entry) {
    Change change = new Change();
    Condition seat = SubscriberRows.named(institution, name);
    Table<?> acted = SeatActs.act(change, Map.of(), seat.and(isAsSeen(seen)));
    if (seen.isPresent()) {
      forgetTries(change, institution, name, Change.did(acted));
      change.insert(acted, HistoryRows.write(entry));
      return change.done(database, SeatActs.locks(seat), acted);
    }
    forgetTries(change, institution, name, noCondition());
    Table<?> logged = change.add(HistoryRows.write(entry));
    return change.done(database, SeatActs.locks(seat), logged);
  }

  static void forgetTries(
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
          case CONFIRMATION -> SubscriberRows.CONFIRMATION_VERIFIER;
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
