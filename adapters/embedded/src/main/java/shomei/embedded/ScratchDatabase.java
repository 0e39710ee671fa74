package shomei.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicInteger;

/// An empty database for one test. All of a process are in one PostgreSQL, which starts with the
/// first and ends with the process; it may lose what was written when the machine fails, so it is
/// fast.
///
/// @param port of the PostgreSQL, on the loopback address
public record ScratchDatabase(int port, String name) {
  private static final AtomicInteger COUNT = new AtomicInteger();

  /// Started once, by the first use of this class.
  private static final class Shared {
    private static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setLocaleConfig("locale", "C")
            .setPGStartupWait(EmbeddedDatabase.STARTING)
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException("PostgreSQL did not start", e);
      }
    }
  }

  /// Makes a new one.
  public static ScratchDatabase create() {
    int port = Shared.POSTGRES.getPort();
    ScratchDatabase database = new ScratchDatabase(port, "test_" + COUNT.incrementAndGet());
    new ScratchDatabase(port, EmbeddedDatabase.USER).execute("create database " + database.name);
    return database;
  }

  /// The JDBC URL.
  public String url() {
    return "jdbc:postgresql://localhost:%d/%s".formatted(port, name);
  }

  /// Whom to connect as; there is no password.
  public String user() {
    return EmbeddedDatabase.USER;
  }

  /// Runs SQL past the ports.
  public void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Reads the first column past the ports, a line a row.
  public String read(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      StringJoiner lines = new StringJoiner("\n");
      while (rows.next()) {
        lines.add(String.valueOf(rows.getString(1)));
      }
      return lines.toString().strip();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A connection of one's own, past any pool.
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), user(), "");
  }
}
