package shomei.load.report;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;

/// Two results beside each other, as a table with ratios.
public final class Comparison {
  private Comparison() {}

  public static String of(Result a, Result b) {
    Formatter text = new Formatter(Locale.ROOT);
    text.format("A  %s%nB  %s%n%n", a.settings(), b.settings());
    text.format("%-30s %12s %12s %8s%n", "", "A", "B", "B/A");
    row(text, "a second", a.perSecond(), b.perSecond());
    row(text, "failed", (double) a.failed(), (double) b.failed());
    row(text, "requests for each", requests(a), requests(b));
    row(text, "octets for each", octets(a), octets(b));
    for (Result.ProcessUsage used : a.processes()) {
      for (Result.ProcessUsage other : b.processes()) {
        if (used.name().equals(other.name())) {
          row(
              text,
              used.name() + ", ms of processor time",
              perOperation(a, used.cpuSeconds() * 1000),
              perOperation(b, other.cpuSeconds() * 1000));
          row(text, used.name() + ", peak MiB", used.peakMiB(), other.peakMiB());
        }
      }
    }
    latencies(text, a.operations(), b.operations());
    latencies(text, a.requests(), b.requests());
    return text.toString();
  }

  private static void latencies(
      Formatter text, List<Result.Latency> all, List<Result.Latency> others) {
    for (Result.Latency one : all) {
      for (Result.Latency other : others) {
        if (one.name().equals(other.name())) {
          row(text, one.name() + ", p50 ms", one.p50(), other.p50());
          row(text, one.name() + ", p99 ms", one.p99(), other.p99());
        }
      }
    }
  }

  private static double requests(Result result) {
    return perOperation(result, (double) result.traffic().requests());
  }

  private static double octets(Result result) {
    return perOperation(result, (double) (result.traffic().sent() + result.traffic().received()));
  }

  private static double perOperation(Result result, double value) {
    return value / Math.max(1, result.done());
  }

  private static void row(Formatter text, String name, double a, double b) {
    text.format(
        "%-30s %12.2f %12.2f %8s%n",
        name, a, b, a == 0 ? "" : String.format(Locale.ROOT, "%.2f", b / a));
  }
}
