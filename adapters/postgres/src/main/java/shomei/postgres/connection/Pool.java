package shomei.postgres.connection;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jooq.ConnectionProvider;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.postgres.sql.Change;

/// The connections of this node, handed out in the order in which they were asked for.
///
/// HikariCP alone lets some of many virtual threads starve for seconds; the fair semaphore in front
/// of it cures that at no cost.
public final class Pool implements ConnectionProvider, AutoCloseable {
  private static final Duration COME_AGAIN = Duration.ofSeconds(5);

  private final HikariDataSource connections;
  private final Semaphore turns;
  private final Duration patience;

  public Pool(DatabaseSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("shomei");
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(settings.connections());
    config.setConnectionTimeout(settings.patience().toMillis());
    config.addDataSourceProperty("ApplicationName", "shomei");
    config.addDataSourceProperty("connectTimeout", "5");
    config.addDataSourceProperty("socketTimeout", "30");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    this.connections = new HikariDataSource(config);
    this.turns = new Semaphore(settings.connections(), true);
    this.patience = settings.patience();
  }

  int waiting() {
    return turns.getQueueLength();
  }

  /// @throws Refusal UNAVAILABLE where no connection came in time
  @Override
  public Connection acquire() {
    if (!waitForTurn()) {
      throw unavailable("too many requests are waiting for the database");
    }
    try {
      return connections.getConnection();
    } catch (SQLException away) {
      turns.release();
      throw unavailable("the database is away for the moment");
    } catch (RuntimeException fault) {
      turns.release();
      throw fault;
    }
  }

  private boolean waitForTurn() {
    try {
      return turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Danger: a transaction that was sent whole ([Change#after]) and failed in the middle is open
  /// still; it must not go back into the pool.
  @Override
  public void release(Connection connection) {
    try (connection) {
      BaseConnection wire = connection.unwrap(BaseConnection.class);
      if (!connection.isClosed() && wire.getTransactionState() != TransactionState.IDLE) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("rollback");
        }
      }
    } catch (SQLException broken) {
      // HikariCP has seen it too and throws the connection away.
      connections.evictConnection(connection);
    } finally {
      turns.release();
    }
  }

  public static Refusal unavailable(String detail) {
    return Refusal.retry(Reason.UNAVAILABLE, detail, COME_AGAIN);
  }

  @Override
  public void close() {
    connections.close();
  }
}
