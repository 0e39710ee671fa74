package shomei.postgres.subscriber;

import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.nullif;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.update;
import static shomei.postgres.schema.Tables.PIN_ATTEMPT;
import static shomei.postgres.schema.Tables.PIN_PAUSE;
import static shomei.postgres.schema.Tables.RATE_LIMIT;

import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Param;
import org.jooq.Table;
import shomei.domain.subscriber.PinTry;
import shomei.domain.subscriber.PinTry.Count;
import shomei.postgres.account.Bucket;
import shomei.postgres.sql.Change;
import shomei.postgres.sql.Values;

/// Gives back what a try has taken ([PinTries]), in the same turn: a step waits for the one before.
public final class PinTriesBack {
  private static final Param<String> INSTITUTION = param("pinInstitution", PIN_PAUSE.INSTITUTION);
  private static final Param<String> CONTRACT = param("pinContract", PIN_PAUSE.CONTRACT_ID);
  private static final Param<String> USER = param("pinUser", PIN_PAUSE.USER_ID);
  private static final Param<String> COUNTED = param("pinCounted", PIN_ATTEMPT.COUNTED);
  private static final Param<String> NETWORK = param("pinNetwork", PIN_PAUSE.NETWORK);
  private static final Param<Instant> AT = param("pinAt", PIN_PAUSE.FREE);
  private static final Param<String> NETWORK_BUCKET = param("networkBucket", RATE_LIMIT.BUCKET);
  private static final Param<Long> PER_NETWORK = param("perNetwork", RATE_LIMIT.TAT);
  private static final Param<String> INSTITUTION_BUCKET =
      param("institutionBucket", RATE_LIMIT.BUCKET);
  private static final Param<Long> PER_INSTITUTION = param("perInstitution", RATE_LIMIT.TAT);

  private static final Condition PAUSE =
      SubscriberRows.pausesAt(INSTITUTION, CONTRACT, USER).and(PIN_PAUSE.NETWORK.eq(NETWORK));
  private static final Condition ATTEMPT =
      SubscriberRows.attemptsAt(INSTITUTION, CONTRACT, USER).and(PIN_ATTEMPT.COUNTED.eq(COUNTED));

  private PinTriesBack() {}

  /// Adds the steps that forget the count of a right PIN, for [Values] of [#values].
  ///
  /// @param stranger whether the try was in the count of strangers, who have taken more
  /// @param asked where it is to be done
  public static Table<?> forget(Change change, boolean stranger, Condition asked) {
    Condition turn = asked;
    if (stranger) {
      turn =
          returned(
              change,
              change.step(deleteFrom(PIN_PAUSE).where(PAUSE).and(asked).returning(PIN_PAUSE.TRIES)),
              asked);
    }
    return change.step(
        deleteFrom(PIN_ATTEMPT).where(ATTEMPT).and(turn).returning(PIN_ATTEMPT.TRIES));
  }

  /// @return what the step after it waits for
  private static Condition returned(Change change, Table<?> before, Condition asked) {
    Table<?> network =
        change.step(
            Bucket.giveBack(NETWORK_BUCKET, PER_NETWORK, asked.and(Change.afterwards(before))));
    Table<?> institution =
        change.step(
            Bucket.giveBack(
                INSTITUTION_BUCKET, PER_INSTITUTION, asked.and(Change.afterwards(network))));
    return asked.and(Change.afterwards(institution));
  }

  public static Values values(Values values, PinTry.Attempt attempt) {
    PinTry tried = attempt.tried();
    values
        .with(INSTITUTION, tried.institution().value())
        .with(CONTRACT, tried.seat().contractId())
        .with(USER, SubscriberRows.userId(tried.seat()))
        .with(COUNTED, attempt.count().name());
    if (attempt.count() == Count.STRANGERS
        && tried.by() instanceof PinTry.By.Outsider(var network, _)) {
      values
          .with(NETWORK, network.value())
          .with(NETWORK_BUCKET, tried.networkBucket(network))
          .with(PER_NETWORK, Bucket.per(tried.rule().wrongPerNetwork()))
          .with(INSTITUTION_BUCKET, tried.institutionBucket())
          .with(PER_INSTITUTION, Bucket.per(tried.rule().wrongPerInstitution()));
    }
    return values;
  }

  /// Forgets the count of a right PIN.
  static void forget(DSLContext database, PinTry.Attempt right) {
    Change change = new Change();
    Table<?> forgotten = forget(change, right.count() == Count.STRANGERS, noCondition());
    change.prepared(database, List.of(), forgotten).did(values(new Values(), right));
  }

  /// Takes back one try.
  static void takeBack(DSLContext database, PinTry.Attempt unjudged) {
    Change change = new Change();
    Condition turn = noCondition();
    if (unjudged.count() == Count.STRANGERS) {
      Table<?> pause =
          change.step(
              update(PIN_PAUSE)
                  .set(PIN_PAUSE.TRIES, PIN_PAUSE.TRIES.minus(inline(1)))
                  .set(PIN_PAUSE.FREE, AT)
                  .where(PAUSE)
                  .returning(PIN_PAUSE.TRIES));
      turn = returned(change, pause, noCondition());
    }
    Table<?> taken =
        change.step(
            update(PIN_ATTEMPT)
                .set(PIN_ATTEMPT.TRIES, PIN_ATTEMPT.TRIES.minus(inline(1)))
                .set(PIN_ATTEMPT.LOCKING, nullif(PIN_ATTEMPT.LOCKING, inline(unjudged.number())))
                .where(ATTEMPT)
                .and(turn)
                .returning(PIN_ATTEMPT.TRIES));
    Values values = values(new Values(), unjudged);
    change
        .prepared(database, List.of(), taken)
        .did(unjudged.count() == Count.STRANGERS ? values.with(AT, unjudged.tried().at()) : values);
  }
}
