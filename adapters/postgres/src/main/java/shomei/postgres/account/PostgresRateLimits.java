package shomei.postgres.account;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static shomei.postgres.schema.Tables.RATE_LIMIT;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import shomei.domain.account.RateLimits;
import shomei.domain.institution.Policy;
import shomei.postgres.sql.Change;

/// [RateLimits] by one upsert ([Bucket]).
final class PostgresRateLimits implements RateLimits {
  private static final Field<Boolean> TAKEN = field(name("taken"), Boolean.class);
  private static final Field<Long> BEFORE = field(name("before"), Long.class);

  private final DSLContext database;

  PostgresRateLimits(DSLContext database) {
    this.database = database;
  }

  @Override
  public Optional<Duration> take(String name, Policy.RateLimit limit, Instant now) {
    if (limit.burst() == 0) {
      return Optional.empty();
    }
    Bucket bucket = new Bucket(name, limit, now);
    Change change = new Change();
    Table<?> taken = change.step(bucket.take(noCondition()));
    var answer =
        database.fetchSingle(
            change.asking(field(Change.did(taken)).as(TAKEN), bucket.before().as(BEFORE)));
    return answer.get(TAKEN)
        ? Optional.empty()
        : Optional.of(bucket.untilGiven(answer.get(BEFORE)));
  }

  /// Passes over what somebody is taking from, who may be waiting for another one of these.
  @Override
  public int forgetFull(Instant now) {
    return database
        .deleteFrom(RATE_LIMIT)
        .where(
            RATE_LIMIT.BUCKET.in(
                select(RATE_LIMIT.BUCKET)
                    .from(RATE_LIMIT)
                    .where(RATE_LIMIT.TAT.le(Bucket.micros(now)))
                    .forUpdate()
                    .skipLocked()))
        .execute();
  }
}
