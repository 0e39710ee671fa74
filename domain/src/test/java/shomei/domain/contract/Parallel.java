package shomei.domain.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/// Runs acts at the same time, each in a thread of its own, none before all are there.
final class Parallel {
  private Parallel() {}

  /// @return what the acts returned, in their order
  static <T> List<T> run(int times, IntFunction<T> act) throws InterruptedException {
    CyclicBarrier start = new CyclicBarrier(times);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<T>> acts = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        int which = i;
        acts.add(
            () -> {
              start.await();
              return act.apply(which);
            });
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(acts)) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException failed) {
      throw new AssertionError(failed.getCause());
    }
  }
}
