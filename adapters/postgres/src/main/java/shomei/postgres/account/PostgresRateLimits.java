package shomei.postgres.account;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;
import static shomei.postgres.schema.Tables.RATE_LIMIT;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import shomei.domain.account.RateLimits;
import shomei.domain.institution.Policy;
import shomei.postgres.sql.Change;

/// [RateLimits] by one upsert: a bucket is the instant at which it would be full again, and one is
/// taken by moving that instant on, if it does not move further ahead than the burst lasts.
final class PostgresRateLimits implements RateLimits {
  private static final Field<Boolean> TAKEN = field(name("taken"), Boolean.class);
  private static final Field<Long> BEFORE = field(name("before"), Long.class);

  private final DSLContext database;

  PostgresRateLimits(DSLContext database) {
    this.database = database;
  }

  @Override
  public Optional<Duration> take(String bucket, Policy.RateLimit limit, Instant now) {
    if (limit.burst() == 0) {
      return Optional.empty();
    }
    long instant = micros(now);
    long per = limit.per().dividedBy(ChronoUnit.MICROS.getDuration());
    long furthest = instant + per * (limit.burst() - 1);
    Field<Long> full = greatest(RATE_LIMIT.TAT, val(instant));
    Change change = new Change();
    Table<?> taken =
        change.step(
            insertInto(RATE_LIMIT, RATE_LIMIT.BUCKET, RATE_LIMIT.TAT)
                .values(bucket, instant + per)
                .onConflict(RATE_LIMIT.BUCKET)
                .doUpdate()
                .set(RATE_LIMIT.TAT, full.plus(per))
                .where(full.le(furthest))
                .returning(RATE_LIMIT.TAT));
    Field<Long> before =
        select(RATE_LIMIT.TAT).from(RATE_LIMIT).where(RATE_LIMIT.BUCKET.eq(bucket)).asField();
    var answer =
        database.fetchSingle(change.asking(field(Change.did(taken)).as(TAKEN), before.as(BEFORE)));
    if (answer.get(TAKEN)) {
      return Optional.empty();
    }
    // Another request may have made or moved the bucket meanwhile: then one more step is a guess.
    Long seen = answer.get(BEFORE);
    long wait = seen == null ? per : Math.max(seen - furthest, 1);
    return Optional.of(Duration.of(wait, ChronoUnit.MICROS));
  }

  @Override
  public int forgetFull(Instant now) {
    return database.deleteFrom(RATE_LIMIT).where(RATE_LIMIT.TAT.le(micros(now))).execute();
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
