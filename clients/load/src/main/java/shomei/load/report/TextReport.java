package shomei.load.report;

import java.util.Formatter;
import java.util.Locale;

/// A result for people.
public final class TextReport {
  private static final String ROW = "  %-20s %8s %9s %9s %9s %9s %9s%n";

  private TextReport() {}

  public static String of(Result result) {
    Formatter text = new Formatter(Locale.ROOT);
    result.settings().forEach((name, value) -> text.format("%-10s %s%n", name, value));
    text.format(
        "%n%.1f/s: %d done, %d failed in %.1f s%n",
        result.perSecond(), result.done(), result.failed(), result.seconds());
    text.format(ROW, "milliseconds", "count", "p50", "p90", "p99", "p99.9", "max");
    result.requests().forEach(request -> row(text, request));
    result.operations().forEach(operation -> row(text, operation));
    traffic(text, result);
    result.processes().forEach(used -> used(text, used, result.done()));
    for (Result.FailureKind failure : result.failures()) {
      text.format(
          "%s: %d failed, %d got over%s%n",
          failure.type(),
          failure.failed(),
          failure.recovered(),
          failure.example().isEmpty() ? "" : " (" + failure.example() + ")");
    }
    result.violations().forEach(sentence -> text.format("MUST NEVER BE: %s%n", sentence));
    if (result.audit() != null) {
      text.format(
          "audit of %d certificates %s%n",
          result.audit().acknowledged(), result.audit().passed() ? "passed" : "FAILED");
      result.audit().said().forEach(said -> text.format("  %s%n", said));
    }
    return text.toString();
  }

  private static void traffic(Formatter text, Result result) {
    Result.Traffic traffic = result.traffic();
    double operations = Math.max(1, result.done() + result.failed());
    text.format(
        "%n%.1f requests, %.0f octets sent and %.0f received for each%n",
        traffic.requests() / operations,
        traffic.sent() / operations,
        traffic.received() / operations);
    if (traffic.cuts() + traffic.repeats() > 0) {
      text.format(
          "on purpose: %d connections cut, %d requests repeated and refused%n",
          traffic.cuts(), traffic.repeats());
    }
  }

  private static void used(Formatter text, Result.ProcessUsage used, long done) {
    text.format(
        "%s: %.2f s of processor time, %.2f ms for each; peak memory %.0f MiB%n",
        used.name(),
        used.cpuSeconds(),
        used.cpuSeconds() * 1000 / Math.max(1, done),
        used.peakMiB());
  }

  private static void row(Formatter text, Result.Latency latency) {
    text.format(
        ROW,
        latency.name(),
        latency.count(),
        millis(latency.p50()),
        millis(latency.p90()),
        millis(latency.p99()),
        millis(latency.p999()),
        millis(latency.max()));
  }

  private static String millis(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
