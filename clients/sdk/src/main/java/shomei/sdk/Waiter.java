package shomei.sdk;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// How the client lets time pass: before it polls again, and before it repeats a request. A program
/// puts a progress display here, a test returns at once.
@FunctionalInterface
public interface Waiter {

  /// Returns after about this time.
  ///
  /// @param time positive
  /// @throws InterruptedException where the thread is asked to stop; the call under way then fails
  ///   with [AcmeFailure.Interrupted]
  void pause(Duration time) throws InterruptedException;

  /// Waits in silence.
  static Waiter quiet() {
    return time -> {
      boolean never = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
      assert !never;
    };
  }
}
