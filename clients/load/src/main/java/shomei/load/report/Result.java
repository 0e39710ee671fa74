package shomei.load.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A run's figures, as they are kept in a file. Times are in milliseconds.
///
/// @param begun RFC 3339
/// @param settings what was asked for, in words
/// @param seconds that were counted
/// @param done operations that were done in them
/// @param failed operations that came to nothing
/// @param perSecond operations done a second
/// @param operations from beginning to end, from the intended time
/// @param requests by what they were for, in the order of an enrollment
/// @param series second by second, the warm-up included
/// @param processes of the server, and the harness
/// @param violations what the server must never do
/// @param audit what the audit said; absent where none was asked for
public record Result(
    String begun,
    Map<String, String> settings,
    double seconds,
    long done,
    long failed,
    double perSecond,
    List<Latency> operations,
    List<Latency> requests,
    List<FailureKind> failures,
    Traffic traffic,
    List<Second> series,
    List<ProcessUsage> processes,
    List<String> violations,
    @Nullable Audit audit) {

  public Result {
    settings =
        Collections.unmodifiableMap(
            new LinkedHashMap<>(Objects.requireNonNull(settings, "settings")));
    operations = List.copyOf(Objects.requireNonNull(operations, "operations"));
    requests = List.copyOf(Objects.requireNonNull(requests, "requests"));
    failures = List.copyOf(Objects.requireNonNull(failures, "failures"));
    Objects.requireNonNull(traffic, "traffic");
    series = List.copyOf(Objects.requireNonNull(series, "series"));
    processes = List.copyOf(Objects.requireNonNull(processes, "processes"));
    violations = List.copyOf(Objects.requireNonNull(violations, "violations"));
  }

  /// How long something took.
  ///
  /// @param curve percentile and milliseconds, in turn, for the chart
  public record Latency(
      String name,
      long count,
      double mean,
      double p50,
      double p90,
      double p99,
      double p999,
      double max,
      List<Double> curve) {}

  /// What went wrong.
  ///
  /// @param type the request and the problem's type
  /// @param failed operations that came to nothing by it
  /// @param recovered times that the client got over it
  /// @param example of the details
  public record FailureKind(String type, long failed, long recovered, String example) {}

  /// @param sent octets of HTTP, TLS not counted
  /// @param cuts connections cut on purpose
  /// @param repeats requests repeated on purpose, and refused as they must be
  public record Traffic(long requests, long sent, long received, long cuts, long repeats) {}

  /// @param at seconds since the run began
  /// @param p99 in milliseconds
  public record Second(long at, long done, long failed, double p50, double p99) {}

  /// What a process and its children took in the counted time.
  ///
  /// @param peakMiB resident memory of the process alone, at most since it started
  public record ProcessUsage(String name, double cpuSeconds, double peakMiB) {}

  /// @param passed whether all is as it must be
  public record Audit(boolean passed, long acknowledged, List<String> said) {}
}
