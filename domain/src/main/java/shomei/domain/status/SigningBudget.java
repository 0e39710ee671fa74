package shomei.domain.status;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Signatures that may be spent: so many a second, and as many at once after a quiet second.
final class SigningBudget {
  private final int perSecond;
  private final InstantSource clock;
  private double left;
  private Instant filled;

  SigningBudget(int perSecond, InstantSource clock) {
    this.perSecond = perSecond;
    this.clock = clock;
    this.left = perSecond;
    this.filled = clock.instant();
  }

  /// @return whether there was one left, which is spent then
  synchronized boolean take() {
    Instant now = clock.instant();
    if (now.isAfter(filled)) {
      double seconds = Duration.between(filled, now).toNanos() / 1e9;
      left = Math.min(perSecond, left + seconds * perSecond);
    }
    filled = now;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
