package shomei.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.access.Nonce;
import shomei.domain.fixture.MutableClock;
import shomei.domain.kernel.Octets;

final class EmbeddedDatabaseTest {
  @TempDir Path folder;

  @Test
  void whatWasWrittenOutlivesTheKilledProgramAndItsPostgres() throws Exception {
    Process program = program("before the kill");
    long orphan = postmaster();
    program.destroyForcibly().waitFor();
    assertThat(ProcessHandle.of(orphan)).get().matches(ProcessHandle::isAlive);

    try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, 0)) {
      assertThat(ProcessHandle.of(orphan)).isEmpty();
      assertThat(postmaster()).isNotEqualTo(orphan);
      assertThat(read(database, "select what from kept")).containsExactly("before the kill");
    }
  }

  @Test
  void whatWasWrittenOutlivesAKilledPostgresToo() throws Exception {
    Process program = program("before both kills");
    ProcessHandle postgres = ProcessHandle.of(postmaster()).orElseThrow();
    program.destroyForcibly().waitFor();
    postgres.destroyForcibly();
    postgres.onExit().get(30, TimeUnit.SECONDS);

    try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, 0)) {
      assertThat(read(database, "select what from kept")).containsExactly("before both kills");
    }
  }

  /// What was spent is in no log; no nonce of before the crash is taken, whether spent or not. A
  /// clock that was ahead then and is put back afterwards keeps nobody out.
  @Test
  void noNonceOfBeforeACrashIsTakenAfterIt() throws Exception {
    MutableClock clock = new MutableClock(Instant.parse("2026-11-21T03:00:00.5Z"));
    Nonce spent = nonce(1, "2026-11-21T02:59:00Z");
    Nonce unspent = nonce(2, "2026-11-21T03:00:00.5Z");
    EmbeddedDatabase first = EmbeddedDatabase.start(folder, 0);
    ProcessHandle postgres = ProcessHandle.of(postmaster()).orElseThrow();
    try (first;
        Database database = open(first, clock)) {
      assertThat(database.access().spend(spent)).isTrue();
      assertThat(database.access().spend(spent)).isFalse();
      postgres.destroyForcibly();
      postgres.onExit().get(30, TimeUnit.SECONDS);
    }

    try (EmbeddedDatabase second = EmbeddedDatabase.start(folder, 0);
        Database database = open(second, clock)) {
      assertThat(database.access().spend(spent)).isFalse();
      assertThat(database.access().spend(unspent)).isFalse();
      assertThat(database.access().spend(nonce(3, "2026-11-21T03:00:00.501Z"))).isTrue();
      assertThat(database.access().spend(nonce(3, "2026-11-21T03:00:00.501Z"))).isFalse();

      clock.advance(Duration.ofHours(-1));
      assertThat(database.access().spend(nonce(4, "2026-11-21T02:00:00.5Z"))).isFalse();
      assertThat(database.access().spend(nonce(5, "2026-11-21T02:00:00.501Z"))).isTrue();
    }
  }

  private static Nonce nonce(int number, String minted) {
    byte[] id = new byte[16];
    id[0] = (byte) number;
    Instant from = Instant.parse(minted);
    return new Nonce(Octets.of(id), from, from.plusSeconds(3600));
  }

  @Test
  void theDatabaseOfAProgramThatLivesIsLeftAlone() throws Exception {
    Process program = program("alive");
    long postgres = postmaster();
    assertThatThrownBy(() -> EmbeddedDatabase.start(folder, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another program has the database");
    assertThat(ProcessHandle.of(postgres)).get().matches(ProcessHandle::isAlive);
    program.getOutputStream().close();
    assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
    for (ProcessHandle left : ProcessHandle.of(postgres).stream().toList()) {
      left.onExit().get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void aNumberThatIsAnotherProgramsByNowIsLeftAlone() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, 0)) {
      read(database, "select 1");
    }
    Process bystander = new ProcessBuilder("sleep", "60").start();
    Files.writeString(folder.resolve("data/postmaster.pid"), bystander.pid() + "\n/nowhere\n");
    try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, 0)) {
      assertThat(read(database, "select 1")).containsExactly("1");
      assertThat(bystander.isAlive()).isTrue();
    } finally {
      bystander.destroyForcibly();
    }
  }

  @Test
  void itIsDurableListensHereAloneAndKeepsWhatThePortsWrote() throws Exception {
    int port;
    try (EmbeddedDatabase first = EmbeddedDatabase.start(folder, 0)) {
      port = first.port();
      assertThat(read(first, "show fsync")).containsExactly("on");
      assertThat(read(first, "show synchronous_commit")).containsExactly("on");
      assertThat(read(first, "show listen_addresses")).containsExactly("localhost");
      try (Database database = open(first)) {
        Enrollment enrollment = new Enrollment(database, 2);
        enrollment.run(enrollment.register());
      }
    }
    try (EmbeddedDatabase second = EmbeddedDatabase.start(folder, port);
        Database database = open(second)) {
      assertThat(second.port()).isEqualTo(port);
      assertThat(database.notice().notices().due(Instant.parse("2028-01-01T00:00:00Z"), 10))
          .hasSize(2);
    }
  }

  private static Database open(EmbeddedDatabase database) {
    return open(database, InstantSource.system());
  }

  private static Database open(EmbeddedDatabase database, InstantSource clock) {
    return Database.open(database.settings(4, Duration.ofSeconds(5)), clock);
  }

  private static List<String> read(EmbeddedDatabase database, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                database.settings(1, Duration.ofSeconds(5)).url(), "postgres", "");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  private long postmaster() throws IOException {
    return Long.parseLong(
        Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst().strip());
  }

  /// Starts [KeepsADatabase] and waits until it has written.
  private Process program(String what) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KeepsADatabase.class.getName(),
                folder.toString(),
                what)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = process.inputReader();
    String line = output.readLine();
    while (line != null && !line.equals("written")) {
      line = output.readLine();
    }
    assertThat(line).as("the program has written").isEqualTo("written");
    return process;
  }
}
