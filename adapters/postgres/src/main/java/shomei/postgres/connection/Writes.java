package shomei.postgres.connection;

import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the database takes what is to be kept. It may answer and have no room to write, or no
/// right.
///
/// Threat: a database on a full disk answers every look at it, so a node would go on taking
/// requests that can only fail. Answer: what was refused once is told by [Health] until something
/// can be written again.
public final class Writes {
  /// Among a jOOQ configuration's data.
  public static final String NAME = "writes";

  private static final Logger LOG = LoggerFactory.getLogger(Writes.class);

  /// More than the free room that a table has, into one that has no log and whose rows nobody sees:
  /// a try on a full disk must not fill it further.
  private static final String TRY =
      """
      begin;
      insert into spent_nonce (id, expires)
        select decode(md5(i::text), 'hex'), 'epoch' from generate_series(1, 1000) i;
      rollback
      """;

  private volatile boolean refused;

  /// Disk full (53100), system errors such as those of a disk (class 58), a permission that is
  /// missing (42501), a transaction that may only read (25006).
  static boolean wereRefused(@Nullable String state) {
    return state != null
        && (state.startsWith("58")
            || state.equals("53100")
            || state.equals("42501")
            || state.equals("25006"));
  }

  void refused(SQLException why) {
    if (!refused) {
      refused = true;
      LOG.error("the database does not take what is to be kept: {}", why.getMessage());
    }
  }

  /// Whether they are taken, which is tried only after one was refused.
  boolean areTaken(Statement statement) throws SQLException {
    if (refused) {
      statement.execute(TRY);
      refused = false;
      LOG.info("the database takes what is to be kept again");
    }
    return true;
  }
}
