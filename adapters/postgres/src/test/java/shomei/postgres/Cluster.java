package shomei.postgres;

import shomei.postgres.connection.DatabaseSettings;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext;

/// One PostgreSQL for all tests of a run; each class that registers this gets a database of its own
/// in it. It may lose what was written when the machine fails, so it is fast.
public final class Cluster implements BeforeAllCallback {
  private @Nullable Running running;
  private String name = "";

  private record Running(EmbeddedPostgres postgres, AtomicInteger databases)
      implements AutoCloseable {
    @Override
    public void close() throws IOException {
      postgres.close();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    if (!name.isEmpty()) {
      return;
    }
    Running shared =
        context
            .getRoot()
            .getStore(Namespace.create(Cluster.class))
            .getOrComputeIfAbsent(Cluster.class, key -> start(), Running.class);
    running = shared;
    name = "test_" + shared.databases().incrementAndGet();
    execute(shared.postgres().getPostgresDatabase(), "create database " + name);
  }

  private static Running start() {
    try {
      return new Running(
          EmbeddedPostgres.builder().setLocaleConfig("locale", "C").start(), new AtomicInteger());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return postgres().getPort();
  }

  /// How to connect to this class's database.
  public DatabaseSettings settings() {
    return settings(port(), 8);
  }

  public DatabaseSettings settings(int port, int connections) {
    return new DatabaseSettings(
        "jdbc:postgresql://localhost:" + port + "/" + name,
        "postgres",
        "",
        connections,
        Duration.ofSeconds(10));
  }

  /// Runs SQL past the ports.
  public void execute(String sql) {
    execute(postgres().getDatabase("postgres", name), sql);
  }

  /// Reads one value past the ports.
  public String read(String sql) {
    try (Connection connection = postgres().getDatabase("postgres", name).getConnection();
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      StringBuilder lines = new StringBuilder();
      while (rows.next()) {
        lines.append(rows.getString(1)).append('\n');
      }
      return lines.toString().strip();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Empties all tables.
  public void clear() {
    execute(
        """
        truncate bulk_revocation, institution, issuer, corporation, subscriber, pin_attempt, partner,
          external_account_key, account, spent_nonce, rate_limit, "authorization", acme_order,
          certificate, barred_key, notice, outbox, history, crl, crl_due, login_server, history_seal,
          history_checkpoint, revocation_log, lost_certificate restart identity;
        update history_sealing set through = 0, seen = 0, seen_at = 'epoch', seen_by = 0
        """);
  }

  private EmbeddedPostgres postgres() {
    return Optional.ofNullable(running).orElseThrow().postgres();
  }

  private static void execute(DataSource source, String sql) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
