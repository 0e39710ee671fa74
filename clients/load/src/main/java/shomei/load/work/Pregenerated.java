package shomei.load.work;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Things made before the run, so that making them is not measured. What is asked for beyond them
/// is made then and there, and counted.
public final class Pregenerated<T> {
  private final Supplier<T> maker;
  private final Queue<T> made = new ConcurrentLinkedQueue<>();
  private final LongAdder late = new LongAdder();

  public Pregenerated(Supplier<T> maker, int count) {
    this.maker = maker;
    IntStream.range(0, count).parallel().forEach(n -> made.add(maker.get()));
  }

  public T take() {
    T next = made.poll();
    if (next == null) {
      late.increment();
      return maker.get();
    }
    return next;
  }

  /// How many were made while the run went on.
  public long late() {
    return late.sum();
  }
}
