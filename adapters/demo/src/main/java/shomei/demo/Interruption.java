package shomei.demo;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/// The wish that a demo that serves should end: a signal, or the end of the Maven that started it.
/// A process that is told to end stays until everything was put away.
final class Interruption implements AutoCloseable {
  private final CountDownLatch over = new CountDownLatch(1);
  private final CompletableFuture<Void> wish =
      Boolean.getBoolean("demo.ends.with.parent") ? Parent.gone() : new CompletableFuture<>();

  Interruption() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::interrupted));
  }

  void await() {
    wish.join();
  }

  private void interrupted() {
    wish.complete(null);
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Everything was put away.
  @Override
  public void close() {
    over.countDown();
  }
}
