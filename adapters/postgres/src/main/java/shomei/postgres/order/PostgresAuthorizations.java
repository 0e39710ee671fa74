package shomei.postgres.order;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.when;
import static shomei.postgres.schema.Tables.AUTHORIZATION;
import static shomei.postgres.schema.Tables.SUBSCRIBER;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Table;
import shomei.domain.authorization.Authorization;
import shomei.domain.authorization.Authorizations;
import shomei.domain.history.Entry;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.AuthorizationId;
import shomei.domain.kernel.Identifier;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.PinTry;
import shomei.postgres.history.HistoryRows;
import shomei.postgres.sql.Assignments;
import shomei.postgres.sql.Change;
import shomei.postgres.sql.IdentifierText;
import shomei.postgres.sql.Prepared;
import shomei.postgres.sql.Remembered;
import shomei.postgres.sql.RowParameter;
import shomei.postgres.sql.Values;
import shomei.postgres.subscriber.PinTriesBack;
import shomei.postgres.subscriber.SeatActs;
import shomei.postgres.subscriber.SubscriberRows;

/// [Authorizations]; they come in by [PostgresOrders].
final class PostgresAuthorizations implements Authorizations {
  private static final RowParameter<Authorization> JUDGED =
      AuthorizationRows.PROGRESS.named("judged");
  private static final RowParameter<SubscriberRows.KeptPin> CHOSEN =
      SubscriberRows.LOGIN_PIN.named("chosen");
  private static final Param<UUID> ID = param("id", AUTHORIZATION.ID);
  private static final Param<String> INSTITUTION = param("institution", SUBSCRIBER.INSTITUTION);
  private static final Param<String> CONTRACT = param("contract", SUBSCRIBER.CONTRACT_ID);
  private static final Param<String> USER = param("user", SUBSCRIBER.USER_ID);
  private static final Param<byte[]> SALT = param("salt", SUBSCRIBER.LOGIN_SALT);
  private static final Param<byte[]> DIGEST = param("digest", SUBSCRIBER.LOGIN_DIGEST);

  private static final Condition SEAT = SubscriberRows.named(INSTITUTION, CONTRACT, USER);

  /// The seat, while its PIN is the one that was judged.
  private static final Condition FROM =
      SEAT.and(SUBSCRIBER.LOGIN_SALT.eq(SALT)).and(SUBSCRIBER.LOGIN_DIGEST.eq(DIGEST));

  private final DSLContext database;
  private final Recent recent;
  private final Map<Shape, Prepared> settlements = new ConcurrentHashMap<>();

  /// What the statement that settles differs by.
  ///
  /// @param stranger of a right PIN, whether a stranger has tried it
  private record Shape(Class<? extends PinOutcome> pin, Optional<Boolean> stranger, int entries) {}

  PostgresAuthorizations(DSLContext database, Recent recent) {
    this.database = database;
    this.recent = recent;
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
    return begin(processing, AUTHORIZATION.PROCESSING_SINCE.isNull());
  }

  @Override
  public boolean beginAgain(Authorization processing, Instant since) {
    return begin(processing, AUTHORIZATION.PROCESSING_SINCE.eq(since));
  }

  private boolean begin(Authorization processing, Condition untouched) {
    Assignments progress = AuthorizationRows.PROGRESS.constants(processing);
    return database
            .update(AUTHORIZATION)
            .set(AUTHORIZATION.CHALLENGES, progress.value(AUTHORIZATION.CHALLENGES))
            .set(AUTHORIZATION.PROCESSING_SINCE, progress.value(AUTHORIZATION.PROCESSING_SINCE))
            .where(AUTHORIZATION.ID.eq(processing.id().value()))
            .and(AuthorizationRows.PENDING)
            .and(untouched)
            .execute()
        > 0;
  }

  @Override
  public boolean settle(Authorization judged, PinOutcome pin, List<Entry> entries) {
    Values values =
        new Values()
            .with(ID, judged.id().value())
            .with(JUDGED, judged)
            .with(HistoryRows.ADDED, entries);
    Optional<PinTry.Attempt> right = right(pin);
    right.ifPresent(attempt -> PinTriesBack.values(values, attempt));
    if (pin instanceof PinOutcome.Changed(var from, var to, _)) {
      SubscriberName seat = seat(judged);
      values
          .with(INSTITUTION, judged.institution().value())
          .with(CONTRACT, seat.contractId())
          .with(USER, SubscriberRows.userId(seat))
          .with(SALT, from.salt().octets())
          .with(DIGEST, from.digest().octets())
          .with(CHOSEN, new SubscriberRows.KeptPin(to, false));
    }
    Remembered.Look look = recent.proven().look();
    boolean settled =
        settlements
            .computeIfAbsent(
                new Shape(pin.getClass(), right.map(attempt -> !attempt.known()), entries.size()),
                this::settlement)
            .did(values);
    if (settled && judged.status() == Authorization.Status.VALID) {
      recent.proven().saw(look, judged.id(), judged);
    }
    return settled;
  }

  /// A change of PIN is an act on the seat; what is judged at the revision after it is good only if
  /// there is that change.
  private Prepared settlement(Shape shape) {
    Change change = new Change();
    boolean changes = shape.pin() == PinOutcome.Changed.class;
    Assignments row = JUDGED.assignments();
    Table<?> settled =
        change.step(
            update(AUTHORIZATION)
                .set((changes ? ifStill(row) : row).byColumn())
                .where(AUTHORIZATION.ID.eq(ID))
                .and(AuthorizationRows.PENDING)
                .returning(AUTHORIZATION.ID));
    shape
        .stranger()
        .ifPresent(stranger -> PinTriesBack.forget(change, stranger, Change.did(settled)));
    if (changes) {
      SeatActs.act(
          change,
          CHOSEN.assignments().byColumn(),
          FROM.and(Change.did(settled)),
          AUTHORIZATION.ID.ne(ID),
          noCondition());
    }
    change.insert(settled, HistoryRows.ADDED.assignments(shape.entries()));
    return change.prepared(database, changes ? SeatActs.locks(SEAT) : List.of(), settled);
  }

  private static Assignments ifStill(Assignments row) {
    Field<Integer> revision = row.value(AUTHORIZATION.SEAT_REVISION);
    return row.with(
        AUTHORIZATION.SEAT_REVISION,
        when(exists(selectOne().from(SUBSCRIBER).where(FROM)), revision));
  }

  private static Optional<PinTry.Attempt> right(PinOutcome pin) {
    return switch (pin) {
      case PinOutcome.Untouched() -> Optional.empty();
      case PinOutcome.Right(var attempt) -> Optional.of(attempt);
      case PinOutcome.Changed(_, _, var attempt) -> Optional.of(attempt);
    };
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
    return recent.proven().changing(id, () -> change.done(database, deactivated));
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
