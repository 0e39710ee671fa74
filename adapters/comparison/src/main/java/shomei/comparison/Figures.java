package shomei.comparison;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import shomei.load.report.Result;

/// What results say, in words.
final class Figures {
  private static final String SERVER = "server";
  private static final String HARNESS = "harness";

  private Figures() {}

  static String line(String name, Result result) {
    Result.Latency whole = result.operations().getFirst();
    return String.format(
        Locale.ROOT,
        "%-14s %7.1f/s  p50 %6.1f ms  p99 %6.1f ms  %4.1f requests %s  peak %4.0f MiB",
        name,
        result.perSecond(),
        whole.p50(),
        whole.p99(),
        (double) result.traffic().requests() / result.done(),
        result.processes().stream()
            .map(used -> String.format(Locale.ROOT, " %s %.2f ms", used.name(), cpu(result, used)))
            .reduce("", String::concat),
        result.processes().stream()
            .filter(used -> used.name().equals(SERVER))
            .mapToDouble(Result.ProcessUsage::peakMiB)
            .sum());
  }

  static String ratio(String name, Result result, String other, Result peer) {
    return String.format(
        Locale.ROOT,
        "%s against %s: %.2f × the enrollments, %.2f × the processor time for each, databases"
            + " included (%.2f ms against %.2f ms)",
        name,
        other,
        result.perSecond() / peer.perSecond(),
        servers(result) / servers(peer),
        servers(result),
        servers(peer));
  }

  /// Milliseconds of the server's processor time for each enrollment, its database's not counted.
  static double server(Result result) {
    return of(SERVER, result);
  }

  /// The harness's own.
  static double harness(Result result) {
    return of(HARNESS, result);
  }

  static double of(String name, Result result) {
    return result.processes().stream()
        .filter(used -> used.name().equals(name))
        .mapToDouble(used -> cpu(result, used))
        .sum();
  }

  /// With its database's.
  private static double servers(Result result) {
    return result.processes().stream()
        .filter(used -> !used.name().equals(HARNESS))
        .mapToDouble(used -> cpu(result, used))
        .sum();
  }

  private static double cpu(Result result, Result.ProcessUsage used) {
    return 1000 * used.cpuSeconds() / result.done();
  }

  /// By the rate.
  static Result median(List<Result> results) {
    return results.stream()
        .sorted(Comparator.comparingDouble(Result::perSecond))
        .toList()
        .get(results.size() / 2);
  }
}
