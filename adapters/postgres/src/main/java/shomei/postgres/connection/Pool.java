package shomei.postgres.connection;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jooq.ConnectionProvider;
import org.jspecify.annotations.Nullable;
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
  private final Circuit circuit;
  private final Writes writes = new Writes();
  private final ThreadLocal<Long> begun = new ThreadLocal<>();
  private volatile @Nullable Watch watch;

  /// Who is told of each use of a connection.
  @FunctionalInterface
  public interface Watch {
    /// On the thread that used it; must not block.
    ///
    /// @param done whether there was a connection, and it lives still
    /// @param took waiting for it included
    void used(boolean done, Duration took);
  }

  public Pool(DatabaseSettings settings, InstantSource clock) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("shomei");
    config.setJdbcUrl(settings.url());
    config.setMaximumPoolSize(settings.connections() + 1);
    config.setConnectionTimeout(settings.patience().toMillis());
    config.setConnectionInitSql("set lock_timeout = " + settings.patience().toMillis());
    config.setDataSourceProperties(settings.properties("shomei"));
    this.connections = new HikariDataSource(config);
    this.turns = new Semaphore(settings.connections(), true);
    this.patience = settings.patience();
    this.circuit = new Circuit(clock);
  }

  /// Tells of each use from now on.
  public void watch(Watch told) {
    watch = told;
  }

  int waiting() {
    return turns.getQueueLength();
  }

  /// Whether what is to be kept is taken.
  public Writes writes() {
    return writes;
  }

  /// @throws Refusal UNAVAILABLE where no connection came in time, and at once while the database
  ///   is known to be away
  @Override
  public Connection acquire() {
    if (watch == null) {
      return connection();
    }
    begun.set(System.nanoTime());
    try {
      return connection();
    } catch (RuntimeException refused) {
      tell(false);
      throw refused;
    }
  }

  private void tell(boolean done) {
    Watch told = watch;
    Long since = begun.get();
    if (told != null && since != null) {
      begun.remove();
      told.used(done, Duration.ofNanos(System.nanoTime() - since));
    }
  }

  private Connection connection() {
    if (circuit.refuses()) {
      throw away();
    }
    if (!waitForTurn()) {
      throw unavailable("too many requests are waiting for the database");
    }
    try {
      if (circuit.refusesOrLooks()) {
        throw away();
      }
      return connections.getConnection();
    } catch (SQLException none) {
      failed();
      turns.release();
      throw away();
    } catch (RuntimeException refused) {
      turns.release();
      throw refused;
    }
  }

  /// Connections from before an outage are of no use after it.
  private void failed() {
    if (circuit.failed()) {
      connections.getHikariPoolMXBean().softEvictConnections();
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
    boolean done = false;
    try (connection) {
      if (connection.isClosed()) {
        failed();
        return;
      }
      BaseConnection wire = connection.unwrap(BaseConnection.class);
      if (wire.getTransactionState() != TransactionState.IDLE) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("rollback");
        }
      }
      circuit.succeeded();
      done = true;
    } catch (SQLException broken) {
      // HikariCP has seen it too and throws the connection away.
      connections.evictConnection(connection);
      failed();
    } finally {
      turns.release();
      if (watch != null) {
        tell(done);
      }
    }
  }

  /// One connection more, which requests do not take: for whoever looks at the database, one at a
  /// time.
  ///
  /// *Threat:* with no standby left every commit waits, and soon every connection; what is to ring
  /// then would wait behind them.
  public ConnectionProvider aside() {
    return new ConnectionProvider() {
      @Override
      public Connection acquire() {
        try {
          return connections.getConnection();
        } catch (SQLException none) {
          throw away();
        }
      }

      @Override
      public void release(Connection connection) {
        try {
          connection.close();
        } catch (SQLException broken) {
          connections.evictConnection(connection);
        }
      }
    };
  }

  static Refusal away() {
    return unavailable("the database is not available");
  }

  private static Refusal unavailable(String detail) {
    return Refusal.retry(Reason.UNAVAILABLE, detail, COME_AGAIN);
  }

  @Override
  public void close() {
    connections.close();
  }
}
