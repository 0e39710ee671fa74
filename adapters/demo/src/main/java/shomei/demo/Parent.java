package shomei.demo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/// The process that started this one: Maven.
///
/// Maven ends at a signal without ending what it runs. A demo that outlived it would keep the ports
/// and the database, and the next one could not start.
final class Parent {

  private static final int MILLIS_BETWEEN_LOOKS = 200;

  private Parent() {}

  /// Completes soon after the parent has ended. It looks who the parent is instead of waiting for
  /// its end, for a process that ended is still listed until somebody asks for its status.
  static CompletableFuture<Void> gone() {
    var gone = new CompletableFuture<Void>();
    var parent = ProcessHandle.current().parent();
    var clock = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    var _ =
        clock.scheduleWithFixedDelay(
            () -> {
              if (!ProcessHandle.current().parent().equals(parent)) {
                gone.complete(null);
                clock.shutdown();
              }
            },
            0,
            MILLIS_BETWEEN_LOOKS,
            MILLISECONDS);
    return gone;
  }
}
