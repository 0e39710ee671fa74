package shomei.postgres.subscriber;

import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.trueCondition;
import static org.jooq.impl.DSL.when;
import static shomei.postgres.schema.Tables.CERTIFICATE;
import static shomei.postgres.schema.Tables.PIN_ATTEMPT;
import static shomei.postgres.schema.Tables.PIN_PAUSE;
import static shomei.postgres.schema.Tables.SUBSCRIBER;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Network;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.PinTry;
import shomei.domain.subscriber.PinTry.Count;
import shomei.domain.subscriber.Subscriber;
import shomei.postgres.account.Bucket;
import shomei.postgres.schema.tables.records.PinAttemptRecord;
import shomei.postgres.sql.Change;

/// Counts a try at a PIN, in one statement whose steps go on where the one before took what there
/// was: the network at the seat, the network, the institution, then the count. Each looks at the
/// row as it is by then, so parallel tries get no more than there is; the first also looks at all
/// of them as they were, so that a try that must wait takes nothing.
///
/// Locks always in that turn, here and where a try is taken back ([PinTriesBack]).
final class PinTries {
  private static final Field<Boolean> KNOWN = field(name("known"), Boolean.class);
  private static final Field<Instant> FREE = PIN_PAUSE.FREE.as("free_before");
  private static final Field<Long> OF_NETWORK = field(name("of_network"), Long.class);
  private static final Field<Long> OF_INSTITUTION = field(name("of_institution"), Long.class);
  private static final Field<Boolean> LOCKED = field(name("locked_by_another"), Boolean.class);

  private final DSLContext database;

  PinTries(DSLContext database) {
    this.database = database;
  }

  PinTry.Counted count(PinTry tried) {
    return switch (tried.by()) {
      case PinTry.By.Outsider(Network network, Optional<AccountId> account) ->
          count(tried, network, account);
      case PinTry.By.Holder() -> attempt(tried, Count.HOLDERS);
      case PinTry.By.Administrator() -> attempt(tried, Count.CONFIRMATION);
    };
  }

  private PinTry.Counted count(PinTry tried, Network network, Optional<AccountId> account) {
    Policy.Pins rule = tried.rule();
    Bucket ofNetwork = new Bucket(tried.networkBucket(network), rule.wrongPerNetwork(), tried.at());
    Bucket ofInstitution =
        new Bucket(tried.institutionBucket(), rule.wrongPerInstitution(), tried.at());
    Change change = new Change();
    Table<?> who =
        change.step(
            select(
                field(account.map(its -> hasCertificate(tried, its)).orElse(falseCondition()))
                    .as(KNOWN)));
    Field<Boolean> known = Change.column(who, KNOWN);
    Table<?> allowed =
        change.step(
            PinTryRows.pause(
                tried,
                network,
                who,
                not(known.isTrue()).and(ofNetwork.hadOne()).and(ofInstitution.hadOne())));
    for (Bucket bucket : new Bucket[] {ofNetwork, ofInstitution}) {
      allowed = bucket.limited() ? change.step(bucket.take(Change.did(allowed))) : allowed;
    }
    Field<String> count =
        when(known, inline(Count.ACCOUNTS.name())).otherwise(inline(Count.STRANGERS.name()));
    Table<?> counted =
        change.step(
            PinTryRows.attempt(
                tried, count, network.value(), who, known.isTrue().or(Change.did(allowed))));
    Record row =
        database.fetchSingle(
            change
                .asking(
                    answer(
                        tried,
                        counted,
                        field(pauseBefore(tried, network)).as(FREE),
                        ofNetwork.before().as(OF_NETWORK),
                        ofInstitution.before().as(OF_INSTITUTION)))
                .from(who)
                .leftJoin(counted)
                .on(trueCondition())
                .leftJoin(SUBSCRIBER)
                .on(SubscriberRows.named(tried.institution(), tried.seat())));
    return row.get(Change.column(counted, PIN_ATTEMPT.TRIES)) == null
        ? refused(tried, row, ofNetwork, ofInstitution)
        : attempt(tried, counted, row);
  }

  /// By those who have a count of their own.
  private PinTry.Attempt attempt(PinTry tried, Count count) {
    Change change = new Change();
    Table<?> one = change.step(select(inline(true).as(KNOWN)));
    Table<?> counted =
        change.step(PinTryRows.attempt(tried, inline(count.name()), "", one, trueCondition()));
    return attempt(
        tried,
        counted,
        database.fetchSingle(
            change
                .asking(answer(tried, counted))
                .from(counted)
                .leftJoin(SUBSCRIBER)
                .on(SubscriberRows.named(tried.institution(), tried.seat()))));
  }

  private static Condition hasCertificate(PinTry tried, AccountId account) {
    return exists(
        selectOne()
            .from(CERTIFICATE)
            .where(CERTIFICATE.INSTITUTION.eq(tried.institution().value()))
            .and(CERTIFICATE.CONTRACT_ID.eq(tried.seat().contractId()))
            .and(CERTIFICATE.USER_ID.eq(SubscriberRows.userId(tried.seat())))
            .and(CERTIFICATE.ACCOUNT.eq(account.value()))
            .and(CERTIFICATE.REVOKED_AT.isNull()));
  }

  private static Select<Record1<Instant>> pauseBefore(PinTry tried, Network network) {
    return select(PIN_PAUSE.FREE)
        .from(PIN_PAUSE)
        .where(SubscriberRows.pausesAt(tried.institution(), tried.seat()))
        .and(PIN_PAUSE.NETWORK.eq(network.value()));
  }

  private static Field<?>[] answer(PinTry tried, Table<?> counted, Field<?>... more) {
    Field<String> own = Change.column(counted, PIN_ATTEMPT.COUNTED);
    var other = PIN_ATTEMPT.as("other");
    Condition locked =
        exists(
            selectOne()
                .from(other)
                .where(other.INSTITUTION.eq(tried.institution().value()))
                .and(other.CONTRACT_ID.eq(tried.seat().contractId()))
                .and(other.USER_ID.eq(SubscriberRows.userId(tried.seat())))
                .and(other.LOCKING.isNotNull())
                .and(other.COUNTED.ne(own))
                .and(
                    other
                        .COUNTED
                        .ne(inline(Count.STRANGERS.name()))
                        .or(own.eq(inline(Count.ACCOUNTS.name())))));
    return Stream.of(
            Stream.of(
                own,
                Change.column(counted, PIN_ATTEMPT.TRIES),
                Change.column(counted, PIN_ATTEMPT.LOCKING),
                field(locked).as(LOCKED)),
            Stream.of(more),
            SUBSCRIBER.fieldStream())
        .flatMap(fields -> fields)
        .toArray(Field[]::new);
  }

  private static PinTry.Attempt attempt(PinTry tried, Table<?> counted, Record row) {
    int tries = row.get(Change.column(counted, PIN_ATTEMPT.TRIES));
    Integer locking = row.get(Change.column(counted, PIN_ATTEMPT.LOCKING));
    Optional<Subscriber> seat =
        Optional.of(row.into(SUBSCRIBER))
            .filter(found -> found.getId() != null)
            .map(SubscriberRows::read);
    return new PinTry.Attempt(
        tried,
        Count.valueOf(row.get(Change.column(counted, PIN_ATTEMPT.COUNTED))),
        tries,
        row.get(LOCKED) || (locking != null && locking < tries),
        locking != null && locking == tries,
        seat);
  }

  private static PinTry.Refused refused(
      PinTry tried, Record row, Bucket ofNetwork, Bucket ofInstitution) {
    @Nullable Instant free = row.get(FREE);
    return Stream.of(
            new PinTry.Refused(
                PinTry.Limit.SEAT,
                free == null ? Duration.ZERO : Duration.between(tried.at(), free)),
            new PinTry.Refused(PinTry.Limit.NETWORK, ofNetwork.wait(row.get(OF_NETWORK))),
            new PinTry.Refused(
                PinTry.Limit.INSTITUTION, ofInstitution.wait(row.get(OF_INSTITUTION))))
        .filter(refused -> refused.retryAfter().isPositive())
        .max(Comparator.comparing(PinTry.Refused::retryAfter))
        // Another try took the last place meanwhile: then the first pause is a guess.
        .orElseGet(
            () ->
                new PinTry.Refused(
                    PinTry.Limit.SEAT, tried.rule().pauseAfter(tried.rule().lockAfter())));
  }

  PinTry.LockStatus lockStatus(InstitutionId institution, SubscriberName name) {
    int wrong = 0;
    PinTry.Lock lock = PinTry.Lock.NONE;
    for (PinAttemptRecord row :
        database
            .selectFrom(PIN_ATTEMPT)
            .where(SubscriberRows.attemptsAt(institution, name))
            .fetch()) {
      wrong = Math.max(wrong, row.getTries());
      if (row.getLocking() != null && lock != PinTry.Lock.ALL) {
        boolean all = Count.valueOf(row.getCounted()).locksAll();
        lock = all ? PinTry.Lock.ALL : PinTry.Lock.ACQUISITION;
      }
    }
    return new PinTry.LockStatus(wrong, lock);
  }

  /// Passes over rows that somebody is at.
  int forget(InstitutionId institution, Instant before) {
    int pauses =
        database
            .deleteFrom(PIN_PAUSE)
            .where(
                row(PIN_PAUSE.CONTRACT_ID, PIN_PAUSE.USER_ID, PIN_PAUSE.NETWORK)
                    .in(
                        select(PIN_PAUSE.CONTRACT_ID, PIN_PAUSE.USER_ID, PIN_PAUSE.NETWORK)
                            .from(PIN_PAUSE)
                            .where(PIN_PAUSE.INSTITUTION.eq(institution.value()))
                            .and(PIN_PAUSE.LAST.lt(before))
                            .forUpdate()
                            .skipLocked()))
            .and(PIN_PAUSE.INSTITUTION.eq(institution.value()))
            .execute();
    Condition ofSeat =
        exists(
            selectOne()
                .from(SUBSCRIBER)
                .where(SUBSCRIBER.INSTITUTION.eq(PIN_ATTEMPT.INSTITUTION))
                .and(SUBSCRIBER.CONTRACT_ID.eq(PIN_ATTEMPT.CONTRACT_ID))
                .and(SUBSCRIBER.USER_ID.eq(PIN_ATTEMPT.USER_ID))
                .and(SUBSCRIBER.DELETED_AT.isNull()));
    return pauses
        + database
            .deleteFrom(PIN_ATTEMPT)
            .where(
                row(PIN_ATTEMPT.CONTRACT_ID, PIN_ATTEMPT.USER_ID, PIN_ATTEMPT.COUNTED)
                    .in(
                        select(PIN_ATTEMPT.CONTRACT_ID, PIN_ATTEMPT.USER_ID, PIN_ATTEMPT.COUNTED)
                            .from(PIN_ATTEMPT)
                            .where(PIN_ATTEMPT.INSTITUTION.eq(institution.value()))
                            .and(PIN_ATTEMPT.LAST.lt(before))
                            .and(PIN_ATTEMPT.LOCKING.isNull().or(not(ofSeat)))
                            .forUpdate()
                            .skipLocked()))
            .and(PIN_ATTEMPT.INSTITUTION.eq(institution.value()))
            .execute();
  }

  /// Forgets all that was counted at a name, where `asked`.
  static void forgetAll(Change change, Condition pauses, Condition attempts, Condition asked) {
    Table<?> forgotten =
        change.step(deleteFrom(PIN_PAUSE).where(pauses).and(asked).returning(PIN_PAUSE.TRIES));
    change.step(
        deleteFrom(PIN_ATTEMPT)
            .where(attempts)
            .and(asked)
            .and(Change.afterwards(forgotten))
            .returning(PIN_ATTEMPT.TRIES));
  }
}
