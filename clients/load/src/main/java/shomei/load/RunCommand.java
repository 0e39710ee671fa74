package shomei.load;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import shomei.load.report.Figures;
import shomei.load.report.HtmlReport;
import shomei.load.report.Processes;
import shomei.load.report.Result;
import shomei.load.report.TextReport;
import shomei.load.run.Driver;
import shomei.load.run.Pace;
import shomei.load.wire.Faults;
import shomei.load.wire.Target;
import shomei.load.work.Acknowledged;
import shomei.load.work.Http01Responder;
import shomei.load.work.KeyPairs;
import shomei.load.work.Workload;
import shomei.protocol.json.Json;

/// `shomei-load run`.
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lets clients do one thing again and again, and prints how it went.")
final class RunCommand implements Callable<Integer> {
  private final InstantSource clock;
  private final PrintWriter out;
  private final PrintWriter err;

  @Parameters(
      paramLabel = "WORKLOAD",
      description = {
        "enroll           new account, order, proof, certificate",
        "enroll-existing  the same on accounts made before",
        "renew            a certificate's successor (Shomei alone)",
        "ocsp             whether a certificate is good",
        "mix              several of these"
      })
  WorkloadKind kind = WorkloadKind.ENROLL;

  @Mixin final TargetOptions target = new TargetOptions();

  @Option(
      names = "--clients",
      defaultValue = "16",
      description = "Operations under way at once, at most. Default: ${DEFAULT-VALUE}.")
  int clients;

  @Option(
      names = "--rate",
      paramLabel = "PER_SECOND",
      description =
          "The open model: operations arrive at even intervals, and latency counts from when each should"
              + " have begun. Without it the closed model: a client goes on when it is done.")
  @Nullable Double rate;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "How long is counted. Default: ${DEFAULT-VALUE}.")
  double seconds;

  @Option(
      names = "--count",
      paramLabel = "OPERATIONS",
      description = "End after so many counted operations.")
  long count = Long.MAX_VALUE;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "3",
      description = "What begins before is not counted. Default: ${DEFAULT-VALUE}.")
  double warmUp;

  @Mixin final WorkloadOptions workloads = new WorkloadOptions();

  @Option(names = "--fresh-connections", description = "Open a connection for each operation.")
  boolean freshConnections;

  @Option(
      names = "--kill-connections",
      paramLabel = "SHARE",
      defaultValue = "0",
      description = "Cut the connection after this share of requests, 0 to 1.")
  double killConnections;

  @Option(
      names = "--repeat-requests",
      paramLabel = "SHARE",
      defaultValue = "0",
      description = "Send this share of signed requests a second time, 0 to 1.")
  double repeatRequests;

  @Option(
      names = "--server-pid",
      paramLabel = "NAME=PID",
      description = "A process of the server, to be looked at with those that it started.")
  Map<String, Long> pids = new LinkedHashMap<>();

  @Option(
      names = "--audit-command",
      paramLabel = "COMMAND",
      description =
          "Run by the shell afterwards, with the certificates that were acknowledged on its"
              + " standard input: shomei-server certificate audit -")
  @Nullable String auditCommand;

  @Option(
      names = "--acknowledged",
      paramLabel = "FILE",
      description = "Write the certificates that were acknowledged: serial number, SHA-256.")
  @Nullable Path acknowledgedFile;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the result, for compare.")
  @Nullable Path json;

  @Option(names = "--html", paramLabel = "FILE", description = "Write the result as a page.")
  @Nullable Path html;

  RunCommand(InstantSource clock, PrintWriter out, PrintWriter err) {
    this.clock = clock;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws Exception {
    if (target.directories.isEmpty() && workloads.enrolls(kind)) {
      throw new IllegalArgumentException("say --directory");
    }
    Instant begun = clock.instant();
    String provider = KeyPairs.useTheFastestProvider();
    List<Target> targets = target.targets(clock);
    Acknowledged acknowledged = new Acknowledged();
    try (Http01Responder http01 = workloads.responder()) {
      err.println("making keys with " + provider);
      Workload workload =
          workloads.workload(
              kind,
              "r" + Long.toString(begun.toEpochMilli(), Character.MAX_RADIX),
              targets,
              target.binding(),
              http01,
              acknowledged);
      Driver driver = new Driver(plan(), workload, targets);
      ProgressLine progress = new ProgressLine(err, Processes.withThisOne(pids));
      Duration time = driver.run(progress);
      Optional<Result.Audit> audit =
          auditCommand == null
              ? Optional.empty()
              : Optional.of(new Audit(auditCommand).of(acknowledged));
      Result result =
          Figures.of(
              begun,
              settings(provider, workload.madeLate()),
              time,
              driver.warm(),
              driver.counted(),
              progress.used(),
              audit);
      write(result, acknowledged);
      return exitCode(result);
    }
  }

  private Driver.Plan plan() {
    return new Driver.Plan(
        clients,
        rate == null ? Pace.closed() : Pace.open(rate),
        duration(warmUp),
        duration(seconds),
        count,
        freshConnections,
        new Faults(killConnections, repeatRequests));
  }

  private void write(Result result, Acknowledged acknowledged) throws IOException {
    out.print(TextReport.of(result));
    if (json != null) {
      Files.write(json, Json.write(result));
    }
    if (html != null) {
      Files.writeString(html, HtmlReport.of(result));
    }
    if (workloads.certificatesFile != null) {
      workloads.certificates.write(workloads.certificatesFile);
    }
    if (acknowledgedFile != null) {
      try (BufferedWriter list = Files.newBufferedWriter(acknowledgedFile)) {
        Audit.write(acknowledged, list);
      }
    }
  }

  private static int exitCode(Result result) {
    boolean auditFailed = result.audit() != null && !result.audit().passed();
    if (auditFailed || !result.violations().isEmpty()) {
      return ShomeiLoad.WRONG;
    }
    return result.failed() == 0 && result.done() > 0 ? ShomeiLoad.OK : ShomeiLoad.FAILURES;
  }

  private Map<String, String> settings(String provider, long madeLate) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(
        "workload", kind == WorkloadKind.MIX ? kind + " " + workloads.mix : kind.toString());
    settings.put("server", String.join(" ", target.names()));
    settings.put(
        "model",
        rate == null
            ? "closed, %d clients".formatted(clients)
            : "open, %s arrivals a second, at most %d at once".formatted(rate, clients));
    settings.put("time", "%s s after %s s of warm-up".formatted(seconds, warmUp));
    settings.put(
        "keys",
        "P-256, by %s, %d made ahead%s"
            .formatted(
                provider,
                workloads.keys,
                madeLate == 0 ? "" : ", %d more while it ran".formatted(madeLate)));
    if (killConnections + repeatRequests > 0) {
      settings.put(
          "faults",
          "%s of requests cut off, %s repeated".formatted(killConnections, repeatRequests));
    }
    return settings;
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }
}
