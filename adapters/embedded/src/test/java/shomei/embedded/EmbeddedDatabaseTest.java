package shomei.embedded;

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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    // none starts before the last of these has let go of the shared memory
    List<ProcessHandle> all = Stream.concat(Stream.of(postgres), postgres.descendants()).toList();
    program.destroyForcibly().waitFor();
    postgres.destroyForcibly();
    for (ProcessHandle one : all) {
      one.onExit().get(120, TimeUnit.SECONDS);
    }

    try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, 0)) {
      assertThat(read(database, "select what from kept")).containsExactly("before both kills");
    }
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
    assertThat(program.waitFor(120, TimeUnit.SECONDS)).isTrue();
    for (ProcessHandle left : ProcessHandle.of(postgres).stream().toList()) {
      left.onExit().get(120, TimeUnit.SECONDS);
    }
  }

  @Test
  void aNumberThatIsAnotherProgramsByNowIsLeftAlone() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, 0)) {
      read(database, "select 1");
    }
    Process bystander = new ProcessBuilder("sleep", "600").start();
    Files.writeString(folder.resolve("data/postmaster.pid"), bystander.pid() + "\n/nowhere\n");
    try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, 0)) {
      assertThat(read(database, "select 1")).containsExactly("1");
      assertThat(bystander.isAlive()).isTrue();
    } finally {
      bystander.destroyForcibly();
    }
  }

  @Test
  void itIsDurableListensHereAloneAndComesBackOnThePortThatIsAskedFor() throws Exception {
    int port;
    try (EmbeddedDatabase first = EmbeddedDatabase.start(folder, 0)) {
      port = first.port();
      assertThat(read(first, "show fsync")).containsExactly("on");
      assertThat(read(first, "show synchronous_commit")).containsExactly("on");
      assertThat(read(first, "show listen_addresses")).containsExactly("localhost");
    }
    try (EmbeddedDatabase second = EmbeddedDatabase.start(folder, port)) {
      assertThat(second.port()).isEqualTo(port);
    }
  }

  @Test
  void aScratchDatabaseIsEmptyAndSeesNothingOfAnother() {
    ScratchDatabase one = ScratchDatabase.create();
    one.execute("create table here (what text); insert into here values ('a'), ('b')");
    ScratchDatabase other = ScratchDatabase.create();
    assertThat(one.read("select what from here order by what")).isEqualTo("a\nb");
    assertThat(other.read("select to_regclass('here')")).isEqualTo("null");
  }

  private static List<String> read(EmbeddedDatabase database, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(database.url(), database.user(), "");
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
