package shomei.load;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import shomei.load.report.Figures;
import shomei.load.report.Processes;
import shomei.load.report.Result;
import shomei.load.report.Text;
import shomei.load.run.Driver;
import shomei.load.run.Pace;
import shomei.load.wire.Faults;
import shomei.load.wire.Session;
import shomei.load.wire.Target;
import shomei.load.work.Accounts;
import shomei.load.work.Acknowledged;
import shomei.load.work.Applicants;
import shomei.load.work.Enroll;
import shomei.load.work.Http01;
import shomei.load.work.Keys;
import shomei.load.work.Workload;
import shomei.protocol.json.Json;

/// `shomei-load run`.
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Lets clients do one thing again and again, and prints how it went.")
final class RunCommand implements Callable<Integer> {
  private final InstantSource clock;
  private final PrintWriter out;
  private final PrintWriter err;

  @Parameters(description = "${COMPLETION-CANDIDATES}", paramLabel = "WORKLOAD")
  Act act = Act.ENROLL;

  @Mixin final TargetOptions target = new TargetOptions();

  @Option(
      names = "--clients",
      defaultValue = "16",
      description = "Acts under way at once, at most. Default: ${DEFAULT-VALUE}.")
  int clients;

  @Option(
      names = "--rate",
      paramLabel = "PER_SECOND",
      description =
          "The open model: acts arrive at even intervals, and latency counts from when each should have begun. Without it the closed model: each client goes on when it is done.")
  @Nullable Double rate;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "How long is counted. Default: ${DEFAULT-VALUE}.")
  double seconds;

  @Option(names = "--count", paramLabel = "ACTS", description = "End after so many counted acts.")
  long count = Long.MAX_VALUE;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "3",
      description = "What comes before is not counted. Default: ${DEFAULT-VALUE}.")
  double warmUp;

  @Option(
      names = "--keys",
      paramLabel = "COUNT",
      defaultValue = "5000",
      description = "Keys and requests made ahead. Default: ${DEFAULT-VALUE}.")
  int keys;

  @Option(
      names = "--domain",
      defaultValue = "load.example.com",
      description = "Names are made below it. Default: ${DEFAULT-VALUE}.")
  String domain = "";

  @Option(
      names = "--http01",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:5002",
      description = "Where the responder for http-01 listens. Default: ${DEFAULT-VALUE}.")
  String responder = "";

  @Option(
      names = "--accounts",
      defaultValue = "16",
      description = "For enroll-existing: accounts made ahead. Default: ${DEFAULT-VALUE}.")
  int accounts;

  @Option(names = "--fresh-connections", description = "Open a connection for each act.")
  boolean freshConnections;

  @Option(
      names = "--kill-connections",
      paramLabel = "SHARE",
      defaultValue = "0",
      description = "Cut the connection after this share of requests (0 to 1).")
  double killConnections;

  @Option(
      names = "--repeat-requests",
      paramLabel = "SHARE",
      defaultValue = "0",
      description = "Send this share of signed requests a second time (0 to 1).")
  double repeatRequests;

  @Option(
      names = "--server-pid",
      paramLabel = "NAME=PID",
      description = "A process of the server, to be looked at.")
  Map<String, Long> pids = Map.of();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the result as JSON, for compare.")
  @Nullable Path json;

  RunCommand(InstantSource clock, PrintWriter out, PrintWriter err) {
    this.clock = clock;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws Exception {
    Instant begun = clock.instant();
    String provider = Keys.useTheFastestProvider();
    List<Target> targets = target.targets();
    Acknowledged acknowledged = new Acknowledged();
    try (Http01 prover = new Http01(resolved(TargetOptions.address(responder)))) {
      err.println("making %d keys with %s".formatted(keys, provider));
      Workload workload = workload(targets, prover, acknowledged, begun);
      Driver driver =
          new Driver(
              new Driver.Plan(
                  clients,
                  rate == null ? Pace.closed() : Pace.open(rate),
                  duration(warmUp),
                  duration(seconds),
                  count,
                  freshConnections,
                  new Faults(killConnections, repeatRequests)),
              workload,
              targets);
      Progress progress = new Progress(err, new Processes(pids));
      Duration time = driver.run(progress);
      Result result =
          Figures.of(
              begun,
              settings(),
              time,
              driver.warm(),
              driver.counted(),
              progress.used(),
              Optional.empty());
      out.print(Text.of(result));
      if (json != null) {
        Files.write(json, Json.write(result));
      }
      return result.violations().isEmpty()
          ? result.failed() == 0 ? ShomeiLoad.OK : ShomeiLoad.FAILURES
          : ShomeiLoad.WRONG;
    }
  }

  private Workload workload(
      List<Target> targets, Http01 prover, Acknowledged acknowledged, Instant begun)
      throws Exception {
    String run = "r" + Long.toString(begun.toEpochMilli(), 36);
    Applicants applicants = Applicants.dns(run, domain, prover, keys);
    return switch (act) {
      case ENROLL ->
          new Enroll(act.label(), applicants, Accounts.fresh(target.binding(), keys), acknowledged);
      case ENROLL_EXISTING -> new Enroll(act.label(), applicants, existing(targets), acknowledged);
    };
  }

  private Accounts existing(List<Target> targets) throws Exception {
    List<Session> sessions =
        targets.stream()
            .map(one -> new Session(one, Faults.none(), new shomei.load.run.Tally()))
            .toList();
    try {
      return Accounts.existing(sessions, target.binding(), accounts);
    } finally {
      sessions.forEach(Session::close);
    }
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("workload", act.label());
    settings.put("server", target.directories.toString());
    settings.put(
        "model",
        rate == null
            ? "closed, %d clients".formatted(clients)
            : "open, %s arrivals a second, at most %d at once".formatted(rate, clients));
    settings.put("time", "%s s after %s s of warm-up".formatted(seconds, warmUp));
    return settings;
  }

  private static InetSocketAddress resolved(InetSocketAddress address) throws IOException {
    return new InetSocketAddress(address.getHostString(), address.getPort());
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }
}
