package shomei.postgres.account;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static shomei.postgres.schema.Tables.RATE_LIMIT;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.ResultQuery;
import org.jspecify.annotations.Nullable;
import shomei.domain.account.Quota;
import shomei.postgres.sql.Values;

/// A [Quota] of which a prepared statement takes one, its values by name; [Bucket] says how.
public final class QuotaParameter {
  private final Param<String> bucket;
  private final Param<Long> now;
  private final Param<Long> per;
  private final Param<Long> furthest;

  public QuotaParameter(String name) {
    this.bucket = param(name + "_bucket", RATE_LIMIT.BUCKET);
    this.now = param(name + "_now", RATE_LIMIT.TAT);
    this.per = param(name + "_per", RATE_LIMIT.TAT);
    this.furthest = param(name + "_furthest", RATE_LIMIT.TAT);
  }

  /// So many, by the names that they have in a statement.
  public static List<QuotaParameter> times(int count) {
    return IntStream.range(0, count).mapToObj(i -> new QuotaParameter("quota" + i)).toList();
  }

  /// Takes one, where `asked` and where one is left; only then it tells a row.
  public ResultQuery<?> take(Condition asked) {
    return Bucket.take(bucket, now, per, furthest, asked);
  }

  /// As [#wait] wants it: how it was when the statement began.
  public Field<Long> before() {
    return field(select(RATE_LIMIT.TAT).from(RATE_LIMIT).where(RATE_LIMIT.BUCKET.eq(bucket)));
  }

  public Values bind(Values values, Quota quota, Instant at) {
    Bucket its = new Bucket(quota.bucket(), quota.limit(), at);
    return its.bind(values, bucket, now, per, furthest);
  }

  /// How long until there is one, where none was given.
  ///
  /// @param seen as [#before] told
  public static Duration wait(Quota quota, Instant now, @Nullable Long seen) {
    return new Bucket(quota.bucket(), quota.limit(), now).untilGiven(seen);
  }
}
