package shomei.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.contract.RevocationJournalContract;
import shomei.domain.journal.JournalLine;
import shomei.domain.journal.RevocationJournal;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Refusal;
import shomei.domain.status.Shard;

/// The journal's contract, kept by files: each that is opened has a file of its own, as a process
/// has.
final class JournalFolderTest extends RevocationJournalContract {
  private static final UUID DEPLOYMENT = new UUID(1, 2);

  @TempDir Path folder;
  private final List<JournalFolder> open = new ArrayList<>();

  @Override
  protected RevocationJournal open() {
    var journal = new JournalFolder(folder.resolve("journal"), DEPLOYMENT);
    open.add(journal);
    return journal;
  }

  @Test
  void nobodyButItsOwnerReadsIt() throws Exception {
    Path before = Files.createDirectories(folder.resolve("journal"));
    Files.setPosixFilePermissions(
        Files.createFile(before.resolve("revocations-1.journal")),
        PosixFilePermissions.fromString("rw-rw-r--"));
    open().add(List.of(numbered(1)));
    for (String name : List.of("revocations-1.journal", "revocations-1.lock")) {
      assertThat(permissions(before.resolve(name))).isEqualTo("rw-------");
    }
    var made = new JournalFolder(folder.resolve("made"), DEPLOYMENT);
    open.add(made);
    made.add(List.of(numbered(1)));
    assertThat(permissions(folder.resolve("made"))).isEqualTo("rwx------");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void twoProcessesAndThisOneLoseNothing() throws Exception {
    open().add(List.of(numbered(1)));
    Process one = program("one-g1", 300);
    Process other = program("other-g1", 300);
    waitFor(one, 300);
    waitFor(other, 300);
    one.destroyForcibly().waitFor();
    other.destroyForcibly().waitFor();
    open.getFirst().add(List.of(numbered(2)));
    assertThat(read()).hasSize(602).doesNotHaveDuplicates();
    assertThat(files()).hasSize(3);
  }

  @Test
  void aKilledProcessesFileIsTakenUpAndHoldsAllThatItTold() throws Exception {
    Process killed = program("one-g1", Integer.MAX_VALUE);
    waitFor(killed, 40);
    killed.destroyForcibly().waitFor();
    open().add(List.of(numbered(1)));
    assertThat(read()).hasSizeGreaterThan(40);
    assertThat(files()).hasSize(1);
  }

  @Test
  void aTornLastLineIsCutOffWhereverItBreaks() throws IOException {
    open().add(List.of(numbered(1), numbered(2)));
    open.getFirst().add(List.of(numbered(3), numbered(4)));
    close();
    Path file = files().getFirst();
    byte[] whole = Files.readAllBytes(file);
    int lastWrite = new String(whole, StandardCharsets.ISO_8859_1).lastIndexOf("* ");
    for (int length = lastWrite; length <= whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      try (var journal = new JournalFolder(folder.resolve("journal"), DEPLOYMENT)) {
        journal.add(List.of(numbered(5)));
      }
      assertThat(read())
          .startsWith(numbered(1), numbered(2))
          .endsWith(numbered(5))
          .hasSizeLessThanOrEqualTo(5);
    }
  }

  @Test
  void anOctetThatChangedBeforeTheLastWriteIsFoundWhereverItIs() throws IOException {
    open().add(List.of(numbered(1), numbered(2)));
    open.getFirst().add(List.of(numbered(3)));
    close();
    Path file = files().getFirst();
    byte[] whole = Files.readAllBytes(file);
    int lastWrite = new String(whole, StandardCharsets.ISO_8859_1).lastIndexOf("* ");
    for (int at = 0; at < lastWrite - 1; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      Files.write(file, damaged);
      assertThatThrownBy(this::read)
          .as("octet %d", at)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void anotherDeploymentsJournalIsRefused() {
    open().add(List.of(numbered(1)));
    var stranger = new JournalFolder(folder.resolve("journal"), new UUID(3, 4));
    assertThatThrownBy(() -> stranger.read(line -> {}))
        .hasMessageContaining("belongs to another server's database");
  }

  @Test
  void whatCannotBeWrittenIsToldAndWrittenLater() throws IOException {
    var journal = open();
    journal.add(List.of(numbered(1)));
    Path file = files().getFirst();
    Path away = folder.resolve("away");
    Files.move(file, away);
    assertThatThrownBy(() -> journal.add(List.of(numbered(2)))).isInstanceOf(Refusal.class);
    assertThat(open.getFirst().well()).isFalse();
    Files.move(away, file);
    journal.add(List.of(numbered(2)));
    assertThat(open.getFirst().well()).isTrue();
    assertThat(read()).containsExactly(numbered(1), numbered(2));
  }

  private static JournalLine numbered(long number) {
    return new JournalLine.Numbered(Shard.first(new IssuerId("kita-g1")), number);
  }

  private List<JournalLine> read() {
    List<JournalLine> lines = new ArrayList<>();
    new JournalFolder(folder.resolve("journal"), DEPLOYMENT).read(lines::add);
    return lines;
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder.resolve("journal"))) {
      return files.filter(f -> f.toString().endsWith(".journal")).toList();
    }
  }

  private Process program(String ca, int times) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Appends.class.getName(),
            folder.resolve("journal").toString(),
            DEPLOYMENT.toString(),
            ca,
            Integer.toString(times))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void waitFor(Process program, int told) throws IOException {
    BufferedReader output = program.inputReader();
    for (int i = 1; i <= told; i++) {
      assertThat(output.readLine()).isEqualTo(Integer.toString(i));
    }
  }

  @AfterEach
  void close() throws IOException {
    for (JournalFolder journal : open) {
      journal.close();
    }
  }
}
