package shomei.postgres.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import shomei.domain.kernel.Refusal;

/// How the database is.
public final class Health {
  /// Whether it is no standby, and lets us write to each table.
  private static final String WRITABLE =
      """
      select not pg_is_in_recovery() and bool_and(has_table_privilege(oid, 'insert'))
      from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace
      """;

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
          var answer = statement.executeQuery(WRITABLE)) {
        return answer.next() && answer.getBoolean(1) && pool.writes().areTaken(statement);
      } finally {
        pool.release(connection);
      }
    } catch (Refusal | SQLException away) {
      return false;
    }
  }

  /// How far the database's clock is ahead of `clock`, to within the time that asking takes; empty
  /// while the database is away.
  public Optional<Duration> ahead(InstantSource clock) {
    try {
      Connection connection = pool.acquire();
      try (Statement statement = connection.createStatement()) {
        Instant before = clock.instant();
        try (var answer = statement.executeQuery("select clock_timestamp()")) {
          answer.next();
          Instant theirs = answer.getObject(1, OffsetDateTime.class).toInstant();
          Duration asking = Duration.between(before, clock.instant());
          return Optional.of(Duration.between(before.plus(asking.dividedBy(2)), theirs));
        }
      } finally {
        pool.release(connection);
      }
    } catch (Refusal | SQLException away) {
      return Optional.empty();
    }
  }

  /// How many requests wait for a connection.
  public int waiting() {
    return pool.waiting();
  }
}
