package shomei.comparison;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import shomei.load.report.Result;

/// More than ours can do: half again as many arrivals as it had enrollments in the closed model,
/// then what it can do well. What is over is to be refused cleanly, and then all is to be as
/// before.
///
/// @param rate enrollments a second at which it is full
record Overload(Harness harness, Harness.Load load, double rate, Consumer<String> say) {
  private static final double BEYOND = 1.5;
  private static final double CALM = 0.7;

  /// Clients that wait for nobody else: arrivals are late where all are under way.
  private static final int CLIENTS = 400;

  private static final int RECOVERY = 10;

  void play(Ours ours) throws IOException, InterruptedException {
    Harness.Load many = load.seconds(2 * load.seconds()).clients(CLIENTS);
    Result beyond = harness.attempt("beyond", ours.directory(), many, at(BEYOND, ours));
    say.accept(
        String.format(
            Locale.ROOT,
            "at %.0f/s (150 %%): %.1f/s done, p50 %.1f ms, p99 %.1f ms; %.1f/s came to nothing: %s",
            BEYOND * rate,
            beyond.perSecond(),
            beyond.operations().getFirst().p50(),
            beyond.operations().getFirst().p99(),
            beyond.failed() / beyond.seconds(),
            beyond.failures().stream()
                .map(kind -> kind.failed() + " × " + kind.type())
                .collect(Collectors.joining(", "))));
    Harness.Load after = new Harness.Load(2 * RECOVERY, 0, CLIENTS);
    Result calm = harness.attempt("after", ours.directory(), after, at(CALM, ours));
    say.accept(
        String.format(
            Locale.ROOT,
            "then at %.0f/s (70 %%): p50 %.1f ms in the first ten seconds, %.1f ms in those after;"
                + " %d came to nothing",
            CALM * rate,
            p50(calm, 0, RECOVERY),
            p50(calm, RECOVERY, 2 * RECOVERY),
            calm.failed()));
  }

  private List<String> at(double part, Ours ours) throws IOException {
    List<String> options = new ArrayList<>(ours.enrolling(Ours.VETTED));
    options.addAll(List.of("--rate", String.format(Locale.ROOT, "%.1f", part * rate)));
    return options;
  }

  /// The middle one of the seconds' own.
  private static double p50(Result result, int from, int to) {
    List<Double> seconds =
        result.series().stream()
            .filter(second -> second.at() >= from && second.at() < to)
            .map(Result.Second::p50)
            .sorted(Comparator.naturalOrder())
            .toList();
    return seconds.isEmpty() ? Double.NaN : seconds.get(seconds.size() / 2);
  }
}
