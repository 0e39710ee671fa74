package shomei.load.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Looks at the server's processes: from `/proc` on Linux, by [ProcessHandle] elsewhere.
///
/// A process counts with all below it, those aside that are named themselves; so the database can
/// be told from the server that started it.
public final class Processes {
  /// What `/proc` counts in; 100 on every Linux that Java runs on.
  private static final double TICKS_A_SECOND = 100;

  private static final int USER = 11;
  private static final int CHILDREN_SYSTEM = 14;
  private static final double KIB_A_MIB = 1024;

  private final Map<String, Long> named;
  private final Map<String, Double> before = new LinkedHashMap<>();

  /// The harness itself beside the server's.
  ///
  /// @param server as for the constructor
  public static Processes withThisOne(Map<String, Long> server) {
    Map<String, Long> all = new LinkedHashMap<>(server);
    all.put("harness", ProcessHandle.current().pid());
    return new Processes(all);
  }

  /// @param named process ids by the name that results give them
  public Processes(Map<String, Long> named) {
    this.named = new LinkedHashMap<>(named);
  }

  /// Notes where they stand.
  public void begin() {
    named.forEach((name, pid) -> before.put(name, cpuSeconds(pid)));
  }

  /// What they took since.
  public List<Result.ProcessUsage> end() {
    return named.entrySet().stream()
        .map(
            process ->
                new Result.ProcessUsage(
                    process.getKey(),
                    cpuSeconds(process.getValue()) - before.getOrDefault(process.getKey(), 0.0),
                    peakMiB(process.getValue())))
        .toList();
  }

  private double cpuSeconds(long pid) {
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    if (process.isEmpty()) {
      return 0;
    }
    double own = own(process.get());
    Set<Long> others = Set.copyOf(named.values());
    return own
        + process
            .get()
            .children()
            .filter(child -> !others.contains(child.pid()))
            .mapToDouble(child -> cpuSeconds(child.pid()))
            .sum();
  }

  /// With those of its children that have ended and were waited for.
  private static double own(ProcessHandle process) {
    Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
    try {
      String line = Files.readString(stat);
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      double ticks = 0;
      for (int i = USER; i <= CHILDREN_SYSTEM; i++) {
        ticks += Long.parseLong(fields[i]);
      }
      return ticks / TICKS_A_SECOND;
    } catch (IOException noLinux) {
      return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }
  }

  private static double peakMiB(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(line -> Double.parseDouble(line.split("\\s+")[1]) / KIB_A_MIB)
          .findAny()
          .orElse(0);
    } catch (IOException noLinux) {
      return 0;
    }
  }
}
