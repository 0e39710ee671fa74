package shomei.load.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import shomei.load.wire.Failed;
import shomei.load.wire.Step;
import shomei.load.wire.Witness;

/// Everything that is counted in one part of a run: before it is warm, or after.
public final class Tally implements Witness {
  private static final long LONGEST = TimeUnit.MINUTES.toNanos(10);
  private static final int DIGITS = 3;

  private final Map<Step, Histogram> steps = new ConcurrentSkipListMap<>();
  private final Map<String, Histogram> acts = new ConcurrentSkipListMap<>();
  private final Map<String, Trouble> troubles = new ConcurrentSkipListMap<>();
  private final Map<Long, Second> seconds = new ConcurrentSkipListMap<>();
  private final Map<String, String> violations = new ConcurrentHashMap<>();
  private final LongAdder requests = new LongAdder();
  private final LongAdder sent = new LongAdder();
  private final LongAdder received = new LongAdder();
  private final LongAdder cuts = new LongAdder();
  private final LongAdder repeats = new LongAdder();

  /// What went wrong.
  ///
  /// @param failed acts that came to nothing by it
  /// @param recovered times that it was got over
  /// @param example the first detail that was told
  public record Trouble(LongAdder failed, LongAdder recovered, String example) {}

  /// One second of the run.
  public record Second(LongAdder done, LongAdder failed, Histogram latency) {}

  /// @param at nanoseconds since the run began
  public void done(String act, long latency, long at) {
    acts.computeIfAbsent(act, name -> histogram()).recordValue(Math.clamp(latency, 0, LONGEST));
    Second second = second(at);
    second.done.increment();
    second.latency.recordValue(Math.clamp(latency, 0, LONGEST));
  }

  /// @param at nanoseconds since the run began
  public void failed(Failed why, long at) {
    trouble(why.label(), why.detail()).failed.increment();
    second(at).failed.increment();
  }

  @Override
  public void answered(Step step, long nanos) {
    steps.computeIfAbsent(step, name -> histogram()).recordValue(Math.clamp(nanos, 0, LONGEST));
  }

  @Override
  public void traffic(long octetsSent, long octetsReceived) {
    requests.increment();
    sent.add(octetsSent);
    received.add(octetsReceived);
  }

  @Override
  public void recovered(Step step, String type) {
    trouble(step.label() + ": " + type, "").recovered.increment();
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

  public Map<Step, Histogram> steps() {
    return steps;
  }

  public Map<String, Histogram> acts() {
    return acts;
  }

  public Map<String, Trouble> troubles() {
    return troubles;
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

  private Trouble trouble(String name, String example) {
    return troubles.computeIfAbsent(
        name, type -> new Trouble(new LongAdder(), new LongAdder(), example));
  }

  /// Grows as it is needed: most are short.
  private static Histogram histogram() {
    ConcurrentHistogram histogram = new ConcurrentHistogram(DIGITS);
    histogram.setAutoResize(true);
    return histogram;
  }
}
