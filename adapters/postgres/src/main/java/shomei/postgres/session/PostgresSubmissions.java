package shomei.postgres.session;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.select;
import static shomei.postgres.schema.Tables.SUBMISSION;

import java.time.Instant;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import shomei.domain.kernel.Octets;
import shomei.domain.session.Submissions;
import shomei.postgres.sql.Change;

/// [Submissions]. A claim is an upsert: the row's lock makes one the first.
final class PostgresSubmissions implements Submissions {
  private final DSLContext database;

  PostgresSubmissions(DSLContext database) {
    this.database = database;
  }

  /// The result is read from before the statement: where that is empty, nobody had claimed it or it
  /// was not settled, and the next look tells.
  @Override
  public Claimed claim(Octets id, Instant now, Instant stale) {
    Change change = new Change();
    Table<?> claimed =
        change.step(
            insertInto(SUBMISSION)
                .set(SUBMISSION.ID, id.octets())
                .set(SUBMISSION.CLAIMED, now)
                .onConflict(SUBMISSION.ID)
                .doUpdate()
                .set(SUBMISSION.CLAIMED, now)
                .where(SUBMISSION.RESULT.isNull())
                .and(SUBMISSION.CLAIMED.lt(stale))
                .returning(SUBMISSION.ID));
    Field<Boolean> first = field(Change.did(claimed)).as("first");
    Field<String> result =
        field(select(SUBMISSION.RESULT).from(SUBMISSION).where(SUBMISSION.ID.eq(id.octets())))
            .as("result");
    var row = database.fetchSingle(change.asking(first, result));
    if (row.get(first)) {
      return new Claimed.First();
    }
    String settled = row.get(result);
    return settled == null ? new Claimed.Pending() : new Claimed.Settled(settled);
  }

  @Override
  public void settle(Octets id, String result) {
    database
        .update(SUBMISSION)
        .set(SUBMISSION.RESULT, result)
        .where(SUBMISSION.ID.eq(id.octets()))
        .execute();
  }

  @Override
  public void release(Octets id) {
    database.deleteFrom(SUBMISSION).where(SUBMISSION.ID.eq(id.octets())).execute();
  }

  @Override
  public int forget(Instant before) {
    return database.deleteFrom(SUBMISSION).where(SUBMISSION.CLAIMED.lt(before)).execute();
  }
}
