package shomei.packages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import shomei.embedded.EmbeddedDatabase;

/// Lets the server of the package's tree run once, as it will where it is installed, so that it
/// leaves its start-up caches there: one for commands, one for `serve`.
public final class Rehearsal {
  private final Path program;
  private final Bank bank;
  private final Path said;

  private Rehearsal(Path program, Bank bank) {
    this.program = program;
    this.bank = bank;
    this.said = bank.folder().resolveSibling("said");
  }

  /// @param arguments the folder of the build, which holds the tree
  public static void main(String[] arguments) throws Exception {
    Path build = Path.of(arguments[0]).toAbsolutePath();
    Path folder = build.resolve("rehearsal");
    delete(folder);
    try (EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("database"), 0)) {
      Bank bank = Bank.in(folder.resolve("etc"), folder.resolve("state"), database);
      Files.createDirectories(folder.resolve("state"));
      new Rehearsal(build.resolve("tree/usr/lib/shomei-server/shomei-server"), bank).play();
    }
  }

  private void play() throws Exception {
    // The first command records the commands' cache.
    run(
        "institution",
        "put",
        "kita",
        "--policy",
        "biznet",
        "--name-ja",
        "北銀行",
        "--name-en",
        "Kita Bank",
        "--organization",
        "Kita Bank, Ltd.",
        "--unit",
        "Kita Bank CA");
    run("ca", "create", "-i", "kita");
    Process server = start("warm-up", "serve");
    Bank.await("the server is ready", bank::isReady);
    server.destroy();
    int code = server.waitFor();
    if (code != 143 || !Files.exists(program.resolveSibling("shomei-serve.aot"))) {
      throw new IllegalStateException(
          "the server ended with " + code + " or wrote no cache; see " + said);
    }
  }

  private void run(String... command) throws Exception {
    int code = start(command).waitFor();
    if (code != 0) {
      throw new IllegalStateException(
          String.join(" ", command) + " ended with " + code + "; see " + said);
    }
  }

  private Process start(String... command) throws IOException {
    List<String> words = new ArrayList<>(List.of(program.toString()));
    words.addAll(List.of(command));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()));
    builder.environment().put("SHOMEI_CONFIG", bank.configuration().toString());
    return builder.start();
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
