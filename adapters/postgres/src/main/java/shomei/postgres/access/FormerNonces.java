package shomei.postgres.access;

import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static shomei.postgres.schema.Tables.NONCE_MEMORY;
import static shomei.postgres.schema.Tables.SPENT_NONCE;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jooq.DSLContext;
import org.jooq.Param;
import shomei.domain.access.Nonce;
import shomei.postgres.sql.Prepared;
import shomei.postgres.sql.Values;

/// Nonces of the version before, spent as its nodes do, who may be serving beside this one. Goes
/// with the version after this one, and a migration of that version drops the two tables.
final class FormerNonces {
  private static final Param<byte[]> NONCE = param("nonce", SPENT_NONCE.ID);
  private static final Param<Instant> EXPIRES = param("expires", SPENT_NONCE.EXPIRES);
  private static final Param<Instant> MINTED = param("minted", NONCE_MEMORY.SINCE);

  private final DSLContext database;
  private final InstantSource clock;
  private final Prepared spending;

  /// Danger: without a row in the memory nothing is fresh.
  FormerNonces(DSLContext database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    this.spending =
        new Prepared(
            database,
            insertInto(SPENT_NONCE, SPENT_NONCE.ID, SPENT_NONCE.EXPIRES)
                .select(
                    select(NONCE, EXPIRES).from(NONCE_MEMORY).where(NONCE_MEMORY.SINCE.le(MINTED)))
                .onConflictDoNothing()
                .returning(SPENT_NONCE.ID));
  }

  boolean spend(Nonce.Former nonce) {
    Values values =
        new Values()
            .with(NONCE, nonce.id().octets())
            .with(MINTED, nonce.minted())
            .with(EXPIRES, nonce.expires());
    return fresh(!spending.fetch(values).isEmpty());
  }

  /// Where it is not fresh, a crash may have emptied the memory: it begins anew with the next
  /// millisecond, from which on no nonce was made yet. One that begins later, by a clock that was
  /// put back since, is brought forward: else nothing would be fresh until then.
  private boolean fresh(boolean found) {
    if (!found) {
      Instant next = clock.instant().truncatedTo(ChronoUnit.MILLIS).plusMillis(1);
      database
          .insertInto(NONCE_MEMORY, NONCE_MEMORY.SINCE)
          .values(next)
          .onConflict(NONCE_MEMORY.ONE)
          .doUpdate()
          .set(NONCE_MEMORY.SINCE, next)
          .where(NONCE_MEMORY.SINCE.gt(next))
          .execute();
    }
    return found;
  }

  int forgetExpired(Instant now) {
    return database.deleteFrom(SPENT_NONCE).where(SPENT_NONCE.EXPIRES.le(now)).execute();
  }
}
