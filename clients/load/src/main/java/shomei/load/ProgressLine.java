package shomei.load;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import shomei.load.report.Processes;
import shomei.load.report.Result;
import shomei.load.run.Driver;

/// Tells a line each second, and looks at the server's processes when the counting begins and ends.
final class ProgressLine implements Driver.Listener {
  private final PrintWriter err;
  private final Processes processes;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private volatile boolean warm;
  private volatile List<Result.ProcessUsage> used = List.of();
  private @Nullable LongAdder done;
  private @Nullable LongAdder failed;
  private long last;
  private long second;

  ProgressLine(PrintWriter err, Processes processes) {
    this.err = err;
    this.processes = processes;
  }

  @Override
  public void begun(long nanoTime, LongAdder doneSoFar, LongAdder failedSoFar) {
    done = doneSoFar;
    failed = failedSoFar;
    var _ = clock.scheduleAtFixedRate(this::tell, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public void warm() {
    processes.begin();
    warm = true;
  }

  @Override
  public void ended() {
    used = processes.end();
    clock.shutdownNow();
  }

  /// What the processes took, once the run has ended.
  List<Result.ProcessUsage> used() {
    return used;
  }

  private void tell() {
    long now = Objects.requireNonNull(done).sum();
    second++;
    err.println(
        String.format(
            Locale.ROOT,
            "%4d s  %6d/s  done %8d  failed %6d%s",
            second,
            now - last,
            now,
            Objects.requireNonNull(failed).sum(),
            warm ? "" : "  (warming up)"));
    last = now;
  }
}
