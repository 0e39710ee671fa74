package shomei.comparison;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import shomei.demo.WebIdentity;
import shomei.load.report.Result;

/// `mvn -Pcompare`: ours and Pebble in turn, under the same harness on the same machine.
///
/// Both make an account, an order, and a P-256 certificate for a P-256 account key, over TLS, each
/// time. Pebble finds every challenge valid without looking. Ours stands there twice: with vetted
/// names, whose authorizations are valid from the start, so that there is no challenge to answer;
/// and proving each name by http-01, with a look-up and a request that Pebble leaves out.
public final class Compare {
  private static final double CALM = 0.7;
  private static final int MOST_TRIES = 8;

  private static final double WARM_UP =
      Double.parseDouble(System.getProperty("compare.warm-up", "120"));

  /// Seconds that Pebble mostly lives.
  private static final double LIVES = 5;

  private static final String VETTED = "ours, vetted";
  private static final String PROVEN = "ours, http-01";
  private static final String PEBBLE = "pebble";

  private final Path root;
  private final Path folder;
  private final double seconds = Double.parseDouble(System.getProperty("compare.seconds", "10"));
  private final int rounds = Integer.getInteger("compare.rounds", 3);
  private final int clients = Integer.getInteger("compare.clients", 8);
  private final Harness harness;
  private final WebIdentity identity;

  private Compare(Path root, Path folder, WebIdentity identity) {
    this.root = root;
    this.folder = folder;
    this.identity = identity;
    this.harness =
        new Harness(root.resolve("clients/load/shomei-load"), folder, identity.authority());
  }

  /// `-Dcompare.seconds`, `-Dcompare.rounds`, `-Dcompare.clients`; `-Dcompare.token=softhsm` keeps
  /// the keys on a token in place of a file; `-Dcompare.growth=true` compares ours with itself,
  /// with 10 thousand and with 1 million certificates in the database.
  public static void main(String[] arguments) {
    int status;
    try {
      Path root = Path.of(System.getProperty("compare.root", "."));
      Path folder = root.resolve(".compare");
      clear(folder);
      Files.createDirectories(folder);
      WebIdentity identity = WebIdentity.in(folder, InstantSource.system().instant());
      status = new Compare(root, folder, identity).run();
    } catch (Exception fault) {
      say("failed: " + fault.getMessage());
      status = 1;
    }
    System.exit(status);
  }

  private int run() throws Exception {
    say(
        "%d cores, %s, load %s"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.version"),
                load()));
    String token = CompareToken.make(folder, System.getProperty("compare.token", "pkcs12"));
    try (Ours ours = new Ours(folder, root.resolve("adapters/server/shomei-server"), token)) {
      ours.restart();
      say("ours: ready %d ms after its start".formatted(ours.startTime().toMillis()));
      if (Boolean.getBoolean("compare.growth")) {
        return grow(ours);
      }
      if (Pebble.program().isEmpty()) {
        say("Pebble is not installed (Debian's package pebble): ours alone");
      }
      return compare(ours, Pebble.program());
    }
  }

  private int compare(Ours ours, Optional<Path> pebble) throws IOException, InterruptedException {
    List<Result> peers = new ArrayList<>();
    List<Result> vetted = new ArrayList<>();
    List<Result> proven = new ArrayList<>();
    say("%d clients".formatted(clients));
    warmUp(ours);
    for (int round = 1; round <= rounds; round++) {
      if (pebble.isPresent()) {
        peers.add(pebble(round, pebble.get()));
      }
      vetted.add(play(round, VETTED, ours.directory(), ours(ours, Ours.VETTED)));
      proven.add(play(round, PROVEN, ours.directory(), ours(ours, Ours.PROVEN)));
    }
    Result ofVetted = median(vetted);
    if (pebble.isPresent()) {
      say("median   " + line(PEBBLE, median(peers)));
    }
    say("median   " + line(VETTED, ofVetted));
    say("median   " + line(PROVEN, median(proven)));
    if (pebble.isPresent()) {
      ratio(VETTED, ofVetted, median(peers));
      ratio(PROVEN, median(proven), median(peers));
    }
    Unavoidable.read(root.resolve("adapters/server/target/parts.json"))
        .report(cpu(ofVetted), Compare::say);
    calm(ours, ofVetted.perSecond() * CALM);
    return 0;
  }

  private static void ratio(String name, Result result, Result peer) {
    say(
        String.format(
            Locale.ROOT,
            "%s against %s: %.2f × the enrollments, %.2f × the server's processor time for each",
            name,
            PEBBLE,
            result.perSecond() / peer.perSecond(),
            cpu(result) / cpu(peer)));
  }

  /// The same run with few and with many certificates in the database.
  private int grow(Ours ours) throws IOException, InterruptedException, SQLException {
    harness.run("seed", ours.directory(), ours(ours, Ours.VETTED));
    Growth growth = new Growth(ours, Compare::say);
    List<Result> medians = new ArrayList<>();
    for (long size : List.of(10_000L, 1_000_000L)) {
      growth.fillTo(size);
      ours.restart();
      warmUp(ours);
      List<Result> results = new ArrayList<>();
      for (int round = 1; round <= rounds; round++) {
        results.add(play(round, size + " there", ours.directory(), ours(ours, Ours.VETTED)));
      }
      medians.add(median(results));
      say("the look for notices that are due takes " + growth.noticeScan());
    }
    say(
        String.format(
            Locale.ROOT,
            "many against few: %.3f × the enrollments, %.3f × the p99",
            medians.getLast().perSecond() / medians.getFirst().perSecond(),
            medians.getLast().operations().getFirst().p99()
                / medians.getFirst().operations().getFirst().p99()));
    return 0;
  }

  /// Latency where the server is not full: arrivals at even intervals. The harness is warmed up for
  /// longer than elsewhere, since in this model what it is late with at first is waited for.
  private void calm(Ours ours, double rate) throws IOException, InterruptedException {
    List<String> options = new ArrayList<>(ours(ours, 2 * seconds, Ours.VETTED));
    options.set(options.indexOf("--clients") + 1, Integer.toString(8 * clients));
    options.set(options.indexOf("--warm-up") + 1, "30");
    options.addAll(List.of("--rate", String.format(Locale.ROOT, "%.1f", rate)));
    Result result = harness.run("calm", ours.directory(), options);
    Result.Latency whole = result.operations().getFirst();
    say(
        String.format(
            Locale.ROOT,
            "%s at %.0f/s (70 %%): p50 %.1f ms, p99 %.1f ms, so %.2f ×; max %.1f ms",
            VETTED,
            rate,
            whole.p50(),
            whole.p99(),
            whole.p99() / whole.p50(),
            whole.max()));
  }

  /// Java compiles what runs often while it runs, which takes a server minutes of its life: what is
  /// compared is one that is up.
  private void warmUp(Ours ours) throws IOException, InterruptedException {
    Result result = harness.run("warm-up", ours.directory(), ours(ours, WARM_UP, Ours.VETTED));
    say(line("warm-up", result));
    harness.run("warm-up-2", ours.directory(), ours(ours, WARM_UP / 4, Ours.PROVEN));
  }

  private Result play(int round, String name, URI directory, List<String> options)
      throws IOException, InterruptedException {
    Result result = harness.run(name.replaceAll("\\W+", "-") + "-" + round, directory, options);
    say("round %d  %s".formatted(round, line(name, result)));
    return result;
  }

  /// A new one for each round, and a short one. It locks an authorization for a client that reads
  /// it and then waits for its store, which another order holds while it waits for the
  /// authorization: the more clients, the sooner. The harness then ends for want of answers, and
  /// the round is played again.
  private Result pebble(int round, Path program) throws IOException, InterruptedException {
    for (int tried = 1; ; tried++) {
      try (Pebble pebble = Pebble.start(program, folder, identity)) {
        return play(
            round,
            PEBBLE,
            pebble.directory(),
            options(
                Math.min(seconds, LIVES),
                1,
                "--domain",
                Ours.PROVEN,
                "--http01",
                "127.0.0.1:" + Pebble.free(),
                "--server-pid",
                "server=" + pebble.pid()));
      } catch (IOException hung) {
        if (tried == MOST_TRIES) {
          throw hung;
        }
        say("round %d  %s stopped answering; again with a new one".formatted(round, PEBBLE));
      }
    }
  }

  private List<String> ours(Ours ours, String domain) throws IOException {
    return ours(ours, seconds, domain);
  }

  private List<String> ours(Ours ours, double counted, String domain) throws IOException {
    return options(
        counted,
        5,
        "--domain",
        domain,
        "--http01",
        "127.0.0.1:" + ours.responder(),
        "--eab-key-file",
        ours.eab().toString(),
        "--server-pid",
        "server=" + ours.pid(),
        "--server-pid",
        "postgres=" + ours.databasePid(),
        "--audit-command",
        "%s certificate audit --config %s -"
            .formatted(root.resolve("adapters/server/shomei-server"), ours.config()));
  }

  private List<String> options(double counted, double before, String... further) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--seconds",
                Double.toString(counted),
                "--clients",
                Integer.toString(clients),
                "--warm-up",
                Double.toString(before)));
    options.addAll(List.of(further));
    return options;
  }

  private static String line(String name, Result result) {
    Result.Latency whole = result.operations().getFirst();
    return String.format(
        Locale.ROOT,
        "%-14s %7.1f/s  p50 %6.1f ms  p99 %6.1f ms  %4.1f requests  server %5.2f ms%s  peak %4.0f"
            + " MiB",
        name,
        result.perSecond(),
        whole.p50(),
        whole.p99(),
        (double) result.traffic().requests() / result.done(),
        cpu(result),
        result.processes().stream()
            .filter(used -> !List.of("server", "harness").contains(used.name()))
            .map(
                used ->
                    String.format(
                        Locale.ROOT,
                        " + %s %.2f ms",
                        used.name(),
                        1000 * used.cpuSeconds() / result.done()))
            .reduce("", String::concat),
        result.processes().stream()
            .filter(used -> used.name().equals("server"))
            .mapToDouble(Result.ProcessUsage::peakMiB)
            .sum());
  }

  /// Milliseconds of the server's processor time for each enrollment, its database's not counted.
  private static double cpu(Result result) {
    return result.processes().stream()
            .filter(used -> used.name().equals("server"))
            .mapToDouble(Result.ProcessUsage::cpuSeconds)
            .sum()
        * 1000
        / result.done();
  }

  private static Result median(List<Result> results) {
    return results.stream()
        .sorted(Comparator.comparingDouble(Result::perSecond))
        .toList()
        .get(results.size() / 2);
  }

  private static String load() {
    return String.format(
        Locale.ROOT,
        "%.1f",
        java.lang.management.ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static void clear(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void say(String line) {
    System.out.println("[compare] " + line);
  }
}
