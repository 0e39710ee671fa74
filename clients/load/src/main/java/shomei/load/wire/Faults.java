package shomei.load.wire;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// What is done wrong on purpose.
///
/// @param killConnections the share of requests after which the connection is cut, 0 to 1
/// @param repeatRequests the share of signed requests that are sent a second time, 0 to 1
public record Faults(double killConnections, double repeatRequests) {
  private static final Duration LONGEST_WAIT = Duration.ofMillis(20);

  /// Where a connection is cut: never before the request was sent.
  enum CutPoint {
    NONE,
    AFTER_REQUEST,
    A_WHILE_AFTER,
    AFTER_HEAD
  }

  CutPoint cut() {
    if (!happens(killConnections)) {
      return CutPoint.NONE;
    }
    return CutPoint.values()[ThreadLocalRandom.current().nextInt(1, CutPoint.values().length)];
  }

  boolean repeats() {
    return happens(repeatRequests);
  }

  static long waitNanos() {
    return ThreadLocalRandom.current().nextLong(LONGEST_WAIT.toNanos());
  }

  private static boolean happens(double share) {
    return share > 0 && ThreadLocalRandom.current().nextDouble() < share;
  }
}
