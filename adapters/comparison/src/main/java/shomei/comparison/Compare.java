package shomei.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import shomei.demo.WebIdentity;
import shomei.load.report.Result;

/// `mvn -Pcompare`: ours and others in turn, under the same harness on the same machine.
///
/// All make an account, an order, and a P-256 certificate for a P-256 account key, over TLS, each
/// time. Pebble finds every challenge valid without looking and keeps nothing; Caddy looks at every
/// name by http-01 and keeps everything. Ours stands there twice: with vetted names, whose
/// authorizations are valid from the start, so that there is no challenge to answer; and proving
/// each name by http-01.
public final class Compare {
  private static final double CALM = 0.7;

  private static final double WARM_UP =
      Double.parseDouble(System.getProperty("compare.warm-up", "120"));

  /// What the harness may take for an enrollment, in milliseconds, where it shares the processors
  /// with what it measures.
  private static final double MOST_OF_HARNESS = 2;

  private final Path root;
  private final Path folder;
  private final int rounds = Integer.getInteger("compare.rounds", 3);
  private final Harness.Load load =
      new Harness.Load(
          Double.parseDouble(System.getProperty("compare.seconds", "10")),
          5,
          Integer.getInteger("compare.clients", 8));
  private final Harness harness;
  private final WebIdentity identity;

  private Compare(Path root, Path folder, WebIdentity identity) {
    this.root = root;
    this.folder = folder;
    this.identity = identity;
    this.harness =
        new Harness(
            List.of(root.resolve("clients/load/shomei-load").toString()),
            folder,
            identity.authority());
  }

  /// `-Dcompare.seconds`, `-Dcompare.rounds`, `-Dcompare.clients`; `-Dcompare.token=softhsm` keeps
  /// the keys on a token in place of a file; `-Dcompare.other=DIRECTORY,CA,PID[,ADDRESS:PORT]` has
  /// another ACME server take part; `-Dcompare.growth=true` compares ours with itself, with 10
  /// thousand and with 1 million certificates in the database.
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
                busy()));
    String token = CompareToken.make(folder, System.getProperty("compare.token", "pkcs12"));
    try (Ours ours = new Ours(folder, root.resolve("adapters/server/shomei-server"), token)) {
      ours.restart();
      say("ours: ready %d ms after its start".formatted(ours.startTime().toMillis()));
      if (Boolean.getBoolean("compare.growth")) {
        return grow(ours);
      }
      try (Peers peers = Peers.of(folder, identity, harness, load, Compare::say)) {
        return compare(ours, peers.contenders());
      }
    }
  }

  private int compare(Ours ours, List<Contender> peers) throws IOException, InterruptedException {
    Contender vetted = contender("ours, vetted", ours, Ours.VETTED);
    Contender proven = contender("ours, http-01", ours, Ours.PROVEN);
    List<Contender> all = new ArrayList<>(peers);
    all.addAll(List.of(vetted, proven));
    say("%d clients".formatted(load.clients()));
    warmUp(ours);
    for (int round = 1; round <= rounds; round++) {
      for (Contender contender : all) {
        Result result = contender.play(round);
        say("round %d  %s".formatted(round, Figures.line(contender.name(), result)));
      }
    }
    for (Contender contender : all) {
      say("median   " + Figures.line(contender.name(), contender.median()));
    }
    for (Contender peer : peers) {
      for (Contender own : List.of(vetted, proven)) {
        if (own.looks() || !peer.looks()) {
          say(Figures.ratio(own.name(), own.median(), peer.name(), peer.median()));
        }
      }
    }
    Unavoidable.read(root.resolve("adapters/server/target/parts.json"))
        .report(Figures.server(vetted.median()), Compare::say);
    calm(ours, vetted.median().perSecond() * CALM);
    new Overload(harness, load, vetted.median().perSecond(), Compare::say).play(ours);
    return List.of(vetted, proven).stream().allMatch(Compare::harnessIsSmall) ? 0 : 1;
  }

  private Contender contender(String name, Ours ours, String domain) {
    return new Contender(
        name,
        domain.equals(Ours.PROVEN),
        round -> harness.run(round, ours.directory(), load, ours.enrolling(domain)));
  }

  /// What is measured is the server, as long as the harness takes little beside it.
  private static boolean harnessIsSmall(Contender contender) {
    double took = Figures.harness(contender.median());
    boolean small = took <= MOST_OF_HARNESS;
    say(
        String.format(
            Locale.ROOT,
            "%s: the harness took %.2f ms for each, %s",
            contender.name(),
            took,
            small
                ? "and may take 2"
                : "and more than 2: what was measured is the harness too, do not believe it"));
    return small;
  }

  /// The same run with few and with many certificates in the database.
  private int grow(Ours ours) throws Exception {
    harness.run("seed", ours.directory(), load, ours.enrolling(Ours.VETTED));
    Growth growth = new Growth(ours, Compare::say);
    List<Result> medians = new ArrayList<>();
    for (long size : List.of(10_000L, 1_000_000L)) {
      growth.fillTo(size);
      ours.restart();
      warmUp(ours);
      Contender there = contender(size + " there", ours, Ours.VETTED);
      for (int round = 1; round <= rounds; round++) {
        int number = round;
        Result result = growth.<Result, Exception>logged(() -> there.play(number));
        say("round %d  %s".formatted(round, Figures.line(there.name(), result)));
      }
      medians.add(there.median());
      say("the look for notices that are due takes " + growth.noticeScan());
    }
    say(
        String.format(
            Locale.ROOT,
            "many against few: %.3f × the enrollments, %.3f × PostgreSQL's processor time, %.3f ×"
                + " the p99",
            medians.getLast().perSecond() / medians.getFirst().perSecond(),
            Figures.of("postgres", medians.getLast()) / Figures.of("postgres", medians.getFirst()),
            medians.getLast().operations().getFirst().p99()
                / medians.getFirst().operations().getFirst().p99()));
    return 0;
  }

  /// Latency where the server is not full: arrivals at even intervals. The harness is warmed up for
  /// longer than elsewhere, since in this model what it is late with at first is waited for.
  private void calm(Ours ours, double rate) throws IOException, InterruptedException {
    List<String> options = new ArrayList<>(ours.enrolling(Ours.VETTED));
    options.addAll(List.of("--rate", String.format(Locale.ROOT, "%.1f", rate)));
    Harness.Load even = new Harness.Load(2 * load.seconds(), 30, 8 * load.clients());
    Result result = harness.attempt("calm", ours.directory(), even, options);
    Result.Latency whole = result.operations().getFirst();
    say(
        String.format(
            Locale.ROOT,
            "%s at %.0f/s (70 %%): p50 %.1f ms, p99 %.1f ms, so %.2f ×; max %.1f ms; %d refused",
            "ours, vetted",
            rate,
            whole.p50(),
            whole.p99(),
            whole.p99() / whole.p50(),
            whole.max(),
            result.failed()));
  }

  /// Java compiles what runs often while it runs, which takes a server minutes of its life: what is
  /// compared is one that is up.
  private void warmUp(Ours ours) throws IOException, InterruptedException {
    Result result =
        harness.run(
            "warm-up", ours.directory(), load.seconds(WARM_UP), ours.enrolling(Ours.VETTED));
    say(Figures.line("warm-up", result));
    harness.run(
        "warm-up-2", ours.directory(), load.seconds(WARM_UP / 2), ours.enrolling(Ours.PROVEN));
  }

  private static String busy() {
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
