package shomei.postgres.connection;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What nodes tell each other on PostgreSQL's channels (`LISTEN`, `NOTIFY`), heard on a connection
/// of its own beside the pool. Whoever has something to tell calls `pg_notify` in the transaction
/// that did it: it is heard when that has committed, also by the node that told it.
///
/// A notification is a hint: it says where to look, never what is so. It is lost without a word
/// while the connection is broken, while the database is away, and where it fails over; and whoever
/// may connect to the database may send one. So a handler follows what is written, from the
/// position up to which it knows it, whenever it hears something and whenever there is a new
/// connection; and what must show in time it looks at in time, whether it heard anything or not.
///
/// Handlers are called one after the other on one thread: those of a channel in the order in which
/// the transactions committed. They must not wait for long, and never for a notification.
public final class Channels implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Channels.class);
  private static final Pattern CHANNEL = Pattern.compile("[a-z_]{1,63}");

  /// After so long a silence the database is asked whether it is there: a connection whose other
  /// end is gone without a word is as silent as one on which nothing is told.
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final DatabaseSettings settings;
  private final String name;
  private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private @Nullable Thread thread;
  private volatile boolean connected;

  /// Who listens on a channel. What it throws is logged, and changes nothing for what comes next.
  public interface Handler {
    /// @param payload as the notifier gave it, which may be anybody
    void heard(String payload);

    /// There is a connection, for the first time or anew: what was told before is missed, what is
    /// told from now on is heard.
    void connected();
  }

  /// @param name as which the connection shows in `pg_stat_activity`: its `application_name`
  public Channels(DatabaseSettings settings, String name) {
    this.settings = settings;
    this.name = name;
  }

  /// A channel has one handler; a later one takes the place of that before, as where a server did
  /// not come up and is started again.
  ///
  /// @param channel lower-case letters and `_`; after [#start] one of those from before
  public void on(String channel, Handler handler) {
    if (!CHANNEL.matcher(channel).matches()) {
      throw new IllegalArgumentException("no channel: " + channel);
    }
    if (thread != null && !handlers.containsKey(channel)) {
      throw new IllegalStateException("the channels are settled once it listens");
    }
    handlers.put(channel, handler);
  }

  /// Begins to connect and to listen, where there is a channel and it does not yet, and returns at
  /// once.
  public void start() {
    if (thread == null && !handlers.isEmpty()) {
      thread = Thread.ofVirtual().name(name).start(this::run);
    }
  }

  /// Whether there is a connection, as far as this node can know.
  public boolean isConnected() {
    return connected;
  }

  private void run() {
    Duration pause = SHORTEST_PAUSE;
    while (!isClosing()) {
      try (Connection connection =
          DriverManager.getConnection(settings.url(), settings.properties(name))) {
        listen(connection);
        pause = SHORTEST_PAUSE;
        hear(connection);
      } catch (SQLException broken) {
        if (connected && !isClosing()) {
          LOG.warn("other nodes are not heard for the moment: {}", broken.getMessage());
        }
      } finally {
        connected = false;
      }
      waits(pause);
      Duration twice = pause.multipliedBy(2);
      pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
  }

  /// A standby refuses it: where the database fails over, the next primary is what is found.
  private void listen(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String channel : handlers.keySet()) {
        statement.addBatch("listen " + channel);
      }
      statement.executeBatch();
    }
    connected = true;
    handlers.values().forEach(handler -> told(handler::connected));
  }

  private void hear(Connection connection) throws SQLException {
    PGConnection wire = connection.unwrap(PGConnection.class);
    int millis = Math.toIntExact(SILENCE.toMillis());
    while (!isClosing()) {
      PGNotification[] came = wire.getNotifications(millis);
      for (PGNotification one : came) {
        Handler handler = handlers.get(one.getName());
        if (handler != null) {
          told(() -> handler.heard(one.getParameter()));
        }
      }
      if (came.length == 0 && !connection.isValid(Math.toIntExact(SILENCE.toSeconds()))) {
        throw new SQLException("the database does not answer");
      }
    }
  }

  private static void told(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException failed) {
      LOG.error("a notification was not taken up", failed);
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void waits(Duration pause) {
    try {
      boolean _ = closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits until no handler is running any more; one that waits for something is interrupted.
  @Override
  public void close() {
    closing.countDown();
    Thread running = thread;
    if (running == null) {
      return;
    }
    running.interrupt();
    try {
      running.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
