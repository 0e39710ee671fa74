package shomei.domain.harness;

import java.util.concurrent.CompletableFuture;
import shomei.domain.authorization.Patience;

/// Whether looks end while their clients wait: those that were put off are taken then.
final class QuickLooks implements Patience {
  boolean quick;
  private final Runnable work;

  QuickLooks(Runnable work) {
    this.work = work;
  }

  @Override
  public boolean await(CompletableFuture<?> what) {
    if (quick) {
      try {
        work.run();
      } catch (OutOfMemoryError dead) {
        // as on threads: what one dies of ends that one
      }
    }
    return what.isDone();
  }
}
