package shomei.load.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import shomei.load.run.Tally;

/// Makes a [Result] of what was counted.
public final class Figures {
  private static final double NANOS_A_MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int TICKS_A_HALF_DISTANCE = 4;

  private Figures() {}

  public static Result of(
      Instant begun,
      Map<String, String> settings,
      Duration time,
      Tally warm,
      Tally counted,
      List<Result.ProcessUsage> processes,
      Optional<Result.Audit> audit) {
    long done = counted.operations().values().stream().mapToLong(Histogram::getTotalCount).sum();
    long failed =
        counted.failures().values().stream().mapToLong(failure -> failure.failed().sum()).sum();
    double seconds = time.toNanos() / 1e9;
    List<Result.Latency> requests = new ArrayList<>();
    counted
        .latencies()
        .forEach((resource, histogram) -> requests.add(latency(resource.fieldName(), histogram)));
    List<Result.Latency> operations = new ArrayList<>();
    counted
        .operations()
        .forEach((operation, histogram) -> operations.add(latency(operation, histogram)));
    List<String> violations = new ArrayList<>();
    warm.violations().forEach(violations::add);
    counted.violations().forEach(violations::add);
    return new Result(
        begun.toString(),
        settings,
        seconds,
        done,
        failed,
        seconds == 0 ? 0 : done / seconds,
        operations,
        requests,
        failures(counted),
        new Result.Traffic(
            counted.requests(),
            counted.sent(),
            counted.received(),
            counted.cuts(),
            counted.repeats()),
        series(warm, counted),
        processes,
        violations,
        audit.orElse(null));
  }

  private static List<Result.FailureKind> failures(Tally tally) {
    return tally.failures().entrySet().stream()
        .map(
            entry ->
                new Result.FailureKind(
                    entry.getKey(),
                    entry.getValue().failed().sum(),
                    entry.getValue().recovered().sum(),
                    entry.getValue().example()))
        .toList();
  }

  private static List<Result.Second> series(Tally warm, Tally counted) {
    Map<Long, Result.Second> all = new TreeMap<>();
    for (Tally tally : List.of(warm, counted)) {
      tally
          .seconds()
          .forEach(
              (at, second) ->
                  all.merge(
                      at,
                      new Result.Second(
                          at,
                          second.done().sum(),
                          second.failed().sum(),
                          millis(second.latency().getValueAtPercentile(50)),
                          millis(second.latency().getValueAtPercentile(99))),
                      Figures::sum));
    }
    return List.copyOf(all.values());
  }

  private static Result.Second sum(Result.Second one, Result.Second other) {
    return new Result.Second(
        one.at(),
        one.done() + other.done(),
        one.failed() + other.failed(),
        Math.max(one.p50(), other.p50()),
        Math.max(one.p99(), other.p99()));
  }

  private static Result.Latency latency(String name, Histogram histogram) {
    List<Double> curve = new ArrayList<>();
    for (HistogramIterationValue value : histogram.percentiles(TICKS_A_HALF_DISTANCE)) {
      curve.add(value.getPercentileLevelIteratedTo());
      curve.add(millis(value.getValueIteratedTo()));
    }
    return new Result.Latency(
        name,
        histogram.getTotalCount(),
        millis((long) histogram.getMean()),
        millis(histogram.getValueAtPercentile(50)),
        millis(histogram.getValueAtPercentile(90)),
        millis(histogram.getValueAtPercentile(99)),
        millis(histogram.getValueAtPercentile(99.9)),
        millis(histogram.getMaxValue()),
        curve);
  }

  private static double millis(long nanos) {
    return Math.round(nanos / NANOS_A_MILLI * 1000) / 1000.0;
  }
}
