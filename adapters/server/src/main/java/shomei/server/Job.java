package shomei.server;

import java.time.Duration;
import java.util.function.IntUnaryOperator;

/// What is done again and again.
///
/// @param name as the log tells it
/// @param every from the end of one run to the start of the next
record Job(String name, Duration every, Runnable work) {
  private static final int BATCH = 200;

  /// Works in batches until one is not full.
  ///
  /// @param batch does at most so many, and says how many it did
  static Job inBatches(String name, Duration every, IntUnaryOperator batch) {
    return new Job(name, every, () -> drain(batch));
  }

  static void drain(IntUnaryOperator batch) {
    int done;
    do {
      done = batch.applyAsInt(BATCH);
    } while (done == BATCH);
  }
}
