package shomei.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import shomei.embedded.ScratchDatabase;
import shomei.postgres.connection.DatabaseSettings;

/// One PostgreSQL for all tests of a run; each class that registers this gets a database of its own
/// in it. It may lose what was written when the machine fails, so it is fast.
public final class Cluster implements BeforeAllCallback {
  private @Nullable ScratchDatabase database;

  @Override
  public void beforeAll(ExtensionContext context) {
    if (database == null) {
      database = ScratchDatabase.create();
    }
  }

  public int port() {
    return database().port();
  }

  /// How to connect to this class's database.
  public DatabaseSettings settings() {
    return settings(port(), 8);
  }

  public DatabaseSettings settings(int port, int connections) {
    ScratchDatabase at = new ScratchDatabase(port, database().name());
    return new DatabaseSettings(at.url(), at.user(), "", connections, Duration.ofSeconds(10));
  }

  /// Runs SQL past the ports.
  public void execute(String sql) {
    database().execute(sql);
  }

  /// Reads one value past the ports.
  public String read(String sql) {
    return database().read(sql);
  }

  /// A connection past the ports.
  public Connection connect() throws SQLException {
    return database().connect();
  }

  /// Empties all tables.
  public void clear() {
    execute(
        """
        truncate bulk_revocation, message_read, institution, issuer, corporation, subscriber, pin_attempt, pin_pause, partner,
          external_account_key, account, spent_nonce, rate_limit, "authorization", acme_order,
          certificate, barred_key, notice, outbox, untold_act, history, crl, crl_due, login_server, login_session, submission, pairing,
          waiting_tool,
          history_seal, oidc_client, oidc_code, oidc_key, upkeep,
          history_checkpoint, revocation_log, lost_certificate restart identity;
        update history_sealing set through = 0, seen = 0, seen_at = 'epoch', seen_by = 0
        """);
  }

  private ScratchDatabase database() {
    return Optional.ofNullable(database).orElseThrow();
  }
}
