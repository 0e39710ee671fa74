package shomei.load.run;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// When operations begin. Asked by many threads at once; each asks when it is free.
public interface Pace {
  /// Waits until the next operation is to begin.
  ///
  /// @param begun when the run began, by [System#nanoTime()]
  /// @return the time at which it should have begun by that clock, from which its latency counts
  long next(long begun);

  /// The closed model: a client begins its next operation when the last one is done.
  static Pace closed() {
    return begun -> System.nanoTime();
  }

  /// The open model: operations arrive at even intervals, whatever the server does. One that finds
  /// every client busy begins late, and the wait counts.
  static Pace open(double arrivalsPerSecond) {
    AtomicLong arrivals = new AtomicLong();
    double interval = TimeUnit.SECONDS.toNanos(1) / arrivalsPerSecond;
    return begun -> {
      long intended = begun + (long) (arrivals.getAndIncrement() * interval);
      for (long left = intended - System.nanoTime();
          left > 0;
          left = intended - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      return intended;
    };
  }
}
