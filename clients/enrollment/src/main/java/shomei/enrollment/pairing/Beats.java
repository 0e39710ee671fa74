package shomei.enrollment.pairing;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Lets something be done again and again, beside what runs.
@FunctionalInterface
public interface Beats {

  /// Until it is closed.
  Beat every(Duration time, Runnable act);

  /// What goes on.
  @FunctionalInterface
  interface Beat extends AutoCloseable {
    @Override
    void close();
  }

  /// By the time that passes.
  static Beats ofTime() {
    return (time, act) -> {
      ScheduledExecutorService timer =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().daemon().name("beat").factory());
      var beat =
          timer.scheduleAtFixedRate(act, time.toMillis(), time.toMillis(), TimeUnit.MILLISECONDS);
      return () -> {
        beat.cancel(false);
        timer.shutdownNow();
      };
    };
  }
}
