package shomei.postgres.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import shomei.domain.kernel.Refusal;

/// How the database is.
public final class Health {
  private final Pool pool;

  public Health(Pool pool) {
    this.pool = pool;
  }

  public Pool pool() {
    return pool;
  }

  /// Whether the database answers and takes writes. Waits no longer than a request would.
  public boolean usable() {
    try {
      Connection connection = pool.acquire();
      try (Statement statement = connection.createStatement();
          var answer = statement.executeQuery("select not pg_is_in_recovery()")) {
        return answer.next() && answer.getBoolean(1);
      } finally {
        pool.release(connection);
      }
    } catch (Refusal | SQLException away) {
      return false;
    }
  }

  /// How many requests wait for a connection.
  public int waiting() {
    return pool.waiting();
  }
}
