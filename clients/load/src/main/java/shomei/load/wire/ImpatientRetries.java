package shomei.load.wire;

import java.time.Duration;
import java.util.Optional;
import shomei.sdk.RetryPolicy;

/// Goes on at once where a connection broke, and tells every refusal.
///
/// Danger: `Retry-After` is not kept to, since a server under test would be measured by what it
/// writes there; polls come 5 ms after each other at first, and at most 200 ms.
final class ImpatientRetries implements RetryPolicy {
  private static final int MOST_TRIES = 6;
  private static final Duration FIRST_POLL = Duration.ofMillis(5);
  private static final Duration LAST_POLL = Duration.ofMillis(200);
  private static final int MOST_DOUBLINGS = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Override
  public Optional<Duration> afterNoAnswer(int sent) {
    return sent < MOST_TRIES ? Optional.of(Duration.ZERO) : Optional.empty();
  }

  @Override
  public Optional<Duration> afterBusy(int sent, Optional<Duration> retryAfter) {
    return Optional.empty();
  }

  @Override
  public boolean afterBadNonce(int sent) {
    return sent < MOST_TRIES;
  }

  @Override
  public Optional<Duration> beforePoll(int polls, Duration waited, Optional<Duration> retryAfter) {
    if (waited.compareTo(PATIENCE) >= 0) {
      return Optional.empty();
    }
    Duration pause = FIRST_POLL.multipliedBy(1L << Math.min(polls - 1, MOST_DOUBLINGS));
    return Optional.of(pause.compareTo(LAST_POLL) < 0 ? pause : LAST_POLL);
  }
}
