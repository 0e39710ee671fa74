package shomei.load.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import shomei.load.wire.OperationFailure;
import shomei.load.wire.TrafficListener;
import shomei.sdk.AcmeResource;

/// Everything that is counted in one part of a run: before it is warm, or after.
public final class Tally implements TrafficListener {
  private static final long LONGEST = TimeUnit.MINUTES.toNanos(10);
  private static final int DIGITS = 3;

  private final Map<AcmeResource, Histogram> latencies = new ConcurrentSkipListMap<>();
  private final Map<String, Histogram> operations = new ConcurrentSkipListMap<>();
  private final Map<String, FailureKind> failures = new ConcurrentSkipListMap<>();
  private final Map<Long, Second> seconds = new ConcurrentSkipListMap<>();
  private final Map<String, String> violations = new ConcurrentHashMap<>();
  private final LongAdder requests = new LongAdder();
  private final LongAdder sent = new LongAdder();
  private final LongAdder received = new LongAdder();
  private final LongAdder cuts = new LongAdder();
  private final LongAdder repeats = new LongAdder();

  /// What went wrong.
  ///
  /// @param failed operations that came to nothing by it
  /// @param recovered times that it was got over
  /// @param example the first detail that was told
  public record FailureKind(LongAdder failed, LongAdder recovered, String example) {}

  /// One second of the run.
  public record Second(LongAdder done, LongAdder failed, Histogram latency) {}

  /// @param at nanoseconds since the run began
  public void done(String operation, long latency, long at) {
    operations
        .computeIfAbsent(operation, name -> histogram())
        .recordValue(Math.clamp(latency, 0, LONGEST));
    Second second = second(at);
    second.done.increment();
    second.latency.recordValue(Math.clamp(latency, 0, LONGEST));
  }

  /// @param at nanoseconds since the run began
  public void failed(OperationFailure why, long at) {
    failure(why.label(), why.detail()).failed.increment();
    second(at).failed.increment();
  }

  @Override
  public void answered(AcmeResource resource, long nanos) {
    latencies
        .computeIfAbsent(resource, name -> histogram())
        .recordValue(Math.clamp(nanos, 0, LONGEST));
  }

  @Override
  public void traffic(long octetsSent, long octetsReceived) {
    requests.increment();
    sent.add(octetsSent);
    received.add(octetsReceived);
  }

  @Override
  public void recovered(AcmeResource resource, String type) {
    failure(resource.fieldName() + ": " + type, "").recovered.increment();
  }

  @Override
  public void cut() {
    cuts.increment();
  }

  @Override
  public void repeated() {
    repeats.increment();
  }

  @Override
  public void violation(String sentence) {
    violations.put(sentence, sentence);
  }

  public Map<AcmeResource, Histogram> latencies() {
    return latencies;
  }

  public Map<String, Histogram> operations() {
    return operations;
  }

  public Map<String, FailureKind> failures() {
    return failures;
  }

  public Map<Long, Second> seconds() {
    return seconds;
  }

  public Iterable<String> violations() {
    return violations.keySet();
  }

  public long requests() {
    return requests.sum();
  }

  public long sent() {
    return sent.sum();
  }

  public long received() {
    return received.sum();
  }

  public long cuts() {
    return cuts.sum();
  }

  public long repeats() {
    return repeats.sum();
  }

  private Second second(long at) {
    return seconds.computeIfAbsent(
        TimeUnit.NANOSECONDS.toSeconds(at),
        second -> new Second(new LongAdder(), new LongAdder(), histogram()));
  }

  private FailureKind failure(String name, String example) {
    return failures.computeIfAbsent(
        name, type -> new FailureKind(new LongAdder(), new LongAdder(), example));
  }

  /// Grows as it is needed: most are short.
  private static Histogram histogram() {
    ConcurrentHistogram histogram = new ConcurrentHistogram(DIGITS);
    histogram.setAutoResize(true);
    return histogram;
  }
}
