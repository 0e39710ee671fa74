package shomei.packages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import shomei.embedded.EmbeddedDatabase;
import shomei.load.report.Result;

/// Lets the server of the package's tree run once, as it will where it is installed, so that it
/// leaves its start-up caches there: one for commands, one for `serve`. The second is recorded
/// while clients enroll and ask, so that it also tells what runs often and how: a server that
/// starts compiles that first (JEP 515).
///
/// With the property `packages.start` it then says how a server with these caches bears its load in
/// the first ten seconds after it is ready, beside one without them and one that is warm.
public final class Rehearsal {
  private static final double TRAINING =
      Double.parseDouble(System.getProperty("packages.training", "20"));

  private final Path program;
  private final Bank bank;
  private final Path said;
  private final Clients clients;

  private Rehearsal(Path program, Bank bank, Clients clients) {
    this.program = program;
    this.bank = bank;
    this.said = bank.folder().resolveSibling("said");
    this.clients = clients;
  }

  /// @param arguments the folder of the build, which holds the tree
  public static void main(String[] arguments) throws Exception {
    Path build = Path.of(arguments[0]).toAbsolutePath();
    Path folder = build.resolve("rehearsal");
    delete(folder);
    try (EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("database"), 0)) {
      Bank bank = Bank.in(folder.resolve("etc"), folder.resolve("state"), database);
      Files.createDirectories(folder.resolve("state"));
      try (Clients clients = new Clients(bank, folder.resolve("clients"))) {
        Path program = build.resolve("tree/usr/lib/shomei-server/shomei-server");
        var rehearsal = new Rehearsal(program, bank, clients);
        rehearsal.play();
        if (Boolean.getBoolean("packages.start")) {
          rehearsal.starts();
        }
      }
    }
  }

  private void play() throws Exception {
    // The first command records the commands' cache.
    for (List<String> command : Clients.commands()) {
      run(command);
    }
    clients.bind(run(Clients.mint()));
    Process server = serve(List.of("warm-up", "serve"), "");
    train(server);
    server.destroy();
    int code = server.waitFor();
    if (code != 143 || !Files.exists(program.resolveSibling("shomei-serve.aot"))) {
      throw new IllegalStateException(
          "the server ended with " + code + " or wrote no cache; see " + said);
    }
  }

  private void train(Process server) throws Exception {
    clients.enroll(server, Clients.PROVEN, TRAINING);
    clients.enroll(server, Clients.VETTED, TRAINING / 2);
    clients.ask(TRAINING / 4);
  }

  /// Each with the same harness, whose own first seconds are behind it.
  private void starts() throws Exception {
    for (int round = 1; round <= 2; round++) {
      first("without caches", "-XX:AOTMode=off");
      first("with them", "");
    }
    Process server = serve(List.of("serve"), "");
    clients.enroll(server, Clients.PROVEN, 60);
    say("warm", clients.enroll(server, Clients.PROVEN, 10));
    end(server);
  }

  private void first(String what, String options) throws Exception {
    long begun = System.nanoTime();
    Process server = serve(List.of("serve"), options);
    double ready = (System.nanoTime() - begun) / 1e9;
    Result first = clients.enroll(server, Clients.PROVEN, 10);
    Result second = clients.enroll(server, Clients.PROVEN, 10);
    say(what + ", ready after %.1f s".formatted(ready), first, second);
    end(server);
  }

  private static void say(String what, Result... tens) {
    System.out.printf(
        "[start] %s: http-01, ten seconds each: %s%n",
        what, Arrays.stream(tens).map(Rehearsal::text).collect(Collectors.joining(", ")));
  }

  private static String text(Result result) {
    double server =
        result.processes().stream()
            .filter(used -> used.name().equals("server"))
            .mapToDouble(Result.ProcessUsage::cpuSeconds)
            .sum();
    return "%.1f/s at %.1f ms of processor time"
        .formatted(result.perSecond(), 1000 * server / result.done());
  }

  private Process serve(List<String> command, String options) throws Exception {
    ProcessBuilder builder = start(command);
    builder.environment().put("JAVA_TOOL_OPTIONS", options);
    Process server =
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile())).start();
    Bank.await("the server is ready", bank::isReady);
    return server;
  }

  private static void end(Process server) throws InterruptedException {
    server.destroy();
    server.waitFor();
  }

  /// @return what it said
  private String run(List<String> command) throws Exception {
    Process process = start(command).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      throw new IllegalStateException(
          String.join(" ", command) + " ended with " + code + ": " + out);
    }
    return out;
  }

  private ProcessBuilder start(List<String> command) {
    List<String> words = new ArrayList<>(List.of(program.toString()));
    words.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.appendTo(said.toFile()));
    builder.environment().put("SHOMEI_CONFIG", bank.configuration().toString());
    return builder;
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
