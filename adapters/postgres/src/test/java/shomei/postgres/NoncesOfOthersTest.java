package shomei.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import shomei.domain.access.Nonce;
import shomei.domain.kernel.Refusal;
import shomei.postgres.access.PostgresNonces;

/// A node that is shown another's nonce, while something is wrong between them. That nonce may be
/// refused then; it is never taken twice.
final class NoncesOfOthersTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  private static final Instant END = Instant.parse("2026-11-21T04:00:00Z");

  /// A node that nobody is.
  private static final long NOBODY = 0x1234_5678_9abc_def0L;

  private RoundTrips wire;
  private Database here;
  private Database there;

  @BeforeEach
  void open() throws Exception {
    wire = new RoundTrips(CLUSTER.port());
    here = Database.open(CLUSTER.settings(CLUSTER.port(), 4), InstantSource.system());
    there = Database.open(CLUSTER.settings(wire.port(), 4), InstantSource.system());
    here.channels().start();
    there.channels().start();
    awaitBoth();
  }

  @AfterEach
  void close() throws Exception {
    wire.mend();
    here.close();
    there.close();
    wire.close();
  }

  @Test
  void whileANodeCannotBeAskedItsNoncesAreRefusedElsewhereAndTakenByItself() throws Exception {
    Nonce one = there.nonces().make(END);
    Nonce two = there.nonces().make(END);
    Nonce own = here.nonces().make(END);
    wire.cut();
    while (there.channels().isConnected()) {
      Thread.onSpinWait();
    }
    assertThat(isTaken(here, one)).isFalse();
    assertThat(isTaken(here, own)).isTrue();
    assertThat(isTaken(there, two)).isTrue();
    assertThat(isTaken(here, two)).isFalse();
    wire.mend();
    awaitBoth();
    assertThat(isTaken(here, two)).isFalse();
    assertThat(isTaken(there, own)).isFalse();
    awaitTaken(here, there);
    awaitTaken(there, here);
  }

  @Test
  void whenTheDatabaseEndsAllConnectionsNoNonceIsForgotten() {
    Nonce spent = here.nonces().make(END);
    Nonce fresh = here.nonces().make(END);
    assertThat(isTaken(there, spent)).isTrue();
    CLUSTER.read(
        "select count(pg_terminate_backend(pid)) from pg_stat_activity"
            + " where pid <> pg_backend_pid() and datname = current_database()");
    assertThat(isTaken(here, spent)).isFalse();
    assertThat(isTaken(here, fresh)).isTrue();
    assertThat(isTaken(here, fresh)).isFalse();
  }

  @Test
  void ofANodeThatIsNotThereNobodyIsAsked() throws Exception {
    try (Connection connection = CLUSTER.connect();
        Statement statement = connection.createStatement()) {
      assertThat(isTaken(here, new Nonce.Numbered(NOBODY, 1, END))).isFalse();
      statement.execute("set application_name = '" + PostgresNonces.listener(NOBODY + 1) + "'");
      assertThat(isTaken(here, new Nonce.Numbered(NOBODY, 2, END))).isFalse();
    }
  }

  /// More than a node asks at a time; none is taken, and others are taken afterwards.
  @Test
  void aNodeThatDoesNotAnswerHoldsUpNobodyForLong() throws Exception {
    try (Connection connection = CLUSTER.connect();
        Statement statement = connection.createStatement();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      statement.execute("set application_name = '" + PostgresNonces.listener(NOBODY) + "'");
      List<Callable<Boolean>> asks = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int number = i;
        asks.add(() -> isTaken(here, new Nonce.Numbered(NOBODY, number, END)));
      }
      for (Future<Boolean> taken : threads.invokeAll(asks)) {
        assertThat(taken.get()).isFalse();
      }
    }
    assertThat(isTaken(here, there.nonces().make(END))).isTrue();
  }

  @Test
  void whatNoNodeWouldSayChangesNothing() throws Exception {
    String channel = "nonce_" + PostgresNonces.listener(node(here)).replaceFirst(".*-", "");
    for (String payload : List.of("", "spend", "spend x y z", "spent", "spent 1 true", "x")) {
      CLUSTER.execute("notify " + channel + ", '" + payload + "'");
    }
    assertThat(isTaken(there, here.nonces().make(END))).isTrue();
    assertThat(isTaken(here, there.nonces().make(END))).isTrue();
  }

  private static long node(Database database) {
    return database.nonces().make(END).node();
  }

  /// Told to come again, a client has another nonce, too.
  private static boolean isTaken(Database node, Nonce nonce) {
    try {
      return node.nonces().spend(nonce);
    } catch (Refusal away) {
      return false;
    }
  }

  /// Each connection of a pool that was cut refuses one more: a client has another nonce then.
  private static void awaitTaken(Database shown, Database maker) {
    long begun = System.nanoTime();
    while (!isTaken(shown, maker.nonces().make(END))) {
      assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.MINUTES.toNanos(1));
    }
  }

  private void awaitBoth() {
    while (!here.channels().isConnected() || !there.channels().isConnected()) {
      Thread.onSpinWait();
    }
  }
}
