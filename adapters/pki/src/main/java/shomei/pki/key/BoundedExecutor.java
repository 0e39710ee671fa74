package shomei.pki.key;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// A fixed number of platform threads with a bounded queue: for work that would pin the carriers of
/// virtual threads (native calls) or fill the memory (Argon2). Who finds the queue full, or waits
/// too long, is told to come back; nothing piles up behind a device that hangs.
public final class BoundedExecutor implements AutoCloseable {
  private final ThreadPoolExecutor threads;
  private final Duration patience;

  /// @param name of the threads, as thread dumps show it
  /// @param width pieces of work at a time
  /// @param queue pieces of work that may wait
  /// @param patience the longest that a caller waits, queue and work together
  public BoundedExecutor(String name, int width, int queue, Duration patience) {
    this.patience = patience;
    this.threads =
        new ThreadPoolExecutor(
            width,
            width,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            Thread.ofPlatform().daemon().name(name + "-", 1).factory());
  }

  /// Does the work on one of the threads and waits for it.
  ///
  /// @throws Refusal UNAVAILABLE where the lane is full or the work takes too long; or what the
  ///   work threw
  public <T> T run(Callable<T> work) {
    Future<T> result;
    try {
      result = threads.submit(as(MDC.getCopyOfContextMap(), work));
    } catch (RejectedExecutionException e) {
      throw busy();
    }
    try {
      return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      result.cancel(false);
      throw busy();
    } catch (InterruptedException e) {
      result.cancel(false);
      Thread.currentThread().interrupt();
      throw busy();
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case RuntimeException fault -> fault;
        case Error fault -> throw fault;
        case null, default -> new IllegalStateException(e.getCause());
      };
    }
  }

  /// What is logged meanwhile belongs to the caller's request.
  private static <T> Callable<T> as(@Nullable Map<String, String> caller, Callable<T> work) {
    return () -> {
      MDC.setContextMap(caller == null ? Map.of() : caller);
      try {
        return work.call();
      } finally {
        MDC.clear();
      }
    };
  }

  /// Pieces of work that wait, for the metrics.
  public int waiting() {
    return threads.getQueue().size();
  }

  private static Refusal busy() {
    return Refusal.retry(Reason.UNAVAILABLE, "too busy at the moment", Duration.ofSeconds(2));
  }

  /// Takes no more work. What waits is still done.
  @Override
  public void close() {
    threads.shutdown();
  }
}
