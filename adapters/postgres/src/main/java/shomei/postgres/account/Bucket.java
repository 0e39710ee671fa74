package shomei.postgres.account;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.val;
import static shomei.postgres.schema.Tables.RATE_LIMIT;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.ResultQuery;
import org.jspecify.annotations.Nullable;
import shomei.domain.institution.Policy;
import shomei.postgres.sql.Values;

/// A bucket of a rate limit at an instant, as steps of a statement: it is the instant at which it
/// would be full again, and one is taken by moving that instant on, if it does not move further
/// ahead than the burst lasts.
public final class Bucket {
  private final String name;
  private final boolean limited;
  private final long now;
  private final long per;
  private final long furthest;

  public Bucket(String name, Policy.RateLimit limit, Instant now) {
    this.name = name;
    this.limited = limit.burst() > 0;
    this.now = micros(now);
    this.per = per(limit);
    this.furthest = this.now + per * (limit.burst() - 1);
  }

  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  /// In microseconds; zero where there is no limit.
  public static long per(Policy.RateLimit limit) {
    return limit.per().dividedBy(ChronoUnit.MICROS.getDuration());
  }

  public boolean limited() {
    return limited;
  }

  /// Takes one, where `asked` and where one is left; only then it tells a row.
  public ResultQuery<?> take(Condition asked) {
    return take(val(name, RATE_LIMIT.BUCKET), val(now), val(per), val(furthest), asked);
  }

  static ResultQuery<?> take(
      Field<String> name, Field<Long> now, Field<Long> per, Field<Long> furthest, Condition asked) {
    Field<Long> full = greatest(RATE_LIMIT.TAT, now);
    return insertInto(RATE_LIMIT, RATE_LIMIT.BUCKET, RATE_LIMIT.TAT)
        .select(select(name, now.plus(per)).where(asked))
        .onConflict(RATE_LIMIT.BUCKET)
        .doUpdate()
        .set(RATE_LIMIT.TAT, full.plus(per))
        .where(full.le(furthest))
        .returning(RATE_LIMIT.TAT);
  }

  /// The instant as it was when the statement began, in microseconds since 1970.
  public Field<Long> before() {
    return field(select(RATE_LIMIT.TAT).from(RATE_LIMIT).where(RATE_LIMIT.BUCKET.eq(name)));
  }

  /// Whether one was left when the statement began.
  public Condition hadOne() {
    return limited ? coalesce(before(), inline(0L)).le(furthest) : noCondition();
  }

  /// How long until there is one; zero where there is.
  ///
  /// @param seen as [#before] told
  public Duration wait(@Nullable Long seen) {
    return Duration.of(
        seen == null || !limited ? 0 : Math.max(seen - furthest, 0), ChronoUnit.MICROS);
  }

  /// The same where none was given. Another request may have made or moved the bucket meanwhile:
  /// then one more step is a guess.
  Duration untilGiven(@Nullable Long seen) {
    Duration wait = wait(seen);
    return wait.isPositive() ? wait : Duration.of(per, ChronoUnit.MICROS);
  }

  Values bind(Values values, Param<String> of, Param<Long> at, Param<Long> each, Param<Long> most) {
    return values.with(of, name).with(at, now).with(each, per).with(most, furthest);
  }

  /// Gives back one that was taken, where `asked`.
  public static ResultQuery<?> giveBack(Field<String> name, Field<Long> per, Condition asked) {
    return update(RATE_LIMIT)
        .set(RATE_LIMIT.TAT, RATE_LIMIT.TAT.minus(per))
        .where(RATE_LIMIT.BUCKET.eq(name))
        .and(asked)
        .returning(RATE_LIMIT.TAT);
  }
}
