package shomei.postgres.connection;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Whether it is worth asking the database: once it has failed several times in a row, one request
/// a second looks whether it is back, and nobody else waits for it.
///
/// Threat: with the database away each request would keep its place for as long as it waits for a
/// connection, and all that are admitted would be such as can only fail.
final class Circuit {
  /// One connection that ends is no outage.
  private static final int FAILURES = 3;

  private static final Duration BETWEEN_PROBES = Duration.ofSeconds(1);

  private final InstantSource clock;
  private volatile int failures;
  private volatile Instant looked = Instant.EPOCH;

  Circuit(InstantSource clock) {
    this.clock = clock;
  }

  /// Whether there is no use in asking now.
  boolean refuses() {
    return isOpen() && wasLookedAt(clock.instant());
  }

  /// The same for somebody who asks if not: while the database is away that is one at a time.
  boolean refusesOrLooks() {
    return isOpen() && !looks();
  }

  private boolean isOpen() {
    return failures >= FAILURES;
  }

  private synchronized boolean looks() {
    Instant now = clock.instant();
    if (wasLookedAt(now)) {
      return false;
    }
    looked = now;
    return true;
  }

  /// A clock that was put back keeps nobody waiting.
  private boolean wasLookedAt(Instant now) {
    return !now.isBefore(looked) && now.isBefore(looked.plus(BETWEEN_PROBES));
  }

  void succeeded() {
    failures = 0;
  }

  /// @return whether it is an outage from now on
  synchronized boolean failed() {
    looked = clock.instant();
    return ++failures == FAILURES;
  }
}
