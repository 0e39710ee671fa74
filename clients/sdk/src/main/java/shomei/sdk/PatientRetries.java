package shomei.sdk;

import java.time.Duration;
import java.util.Optional;

/// Waits twice as long each time, within bounds.
record PatientRetries(int tries, Duration patience) implements RetryPolicy {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration FIRST_POLL = Duration.ofMillis(500);
  private static final Duration LAST_POLL = Duration.ofSeconds(10);
  private static final int MOST_DOUBLINGS = 20;

  PatientRetries {
    if (tries < 1) {
      throw new IllegalArgumentException("a request is sent at least once");
    }
  }

  @Override
  public Optional<Duration> afterNoAnswer(int sent) {
    return sent < tries ? Optional.of(doubled(FIRST_PAUSE, sent)) : Optional.empty();
  }

  @Override
  public Optional<Duration> afterBusy(int sent, Optional<Duration> retryAfter) {
    Duration pause = retryAfter.filter(Duration::isPositive).orElse(doubled(FIRST_PAUSE, sent));
    return sent < tries && pause.compareTo(patience) <= 0 ? Optional.of(pause) : Optional.empty();
  }

  @Override
  public boolean afterBadNonce(int sent) {
    return sent < tries;
  }

  @Override
  public Optional<Duration> beforePoll(int polls, Duration waited, Optional<Duration> retryAfter) {
    Duration doubled = doubled(FIRST_POLL, polls);
    Duration pause =
        retryAfter
            .filter(Duration::isPositive)
            .orElse(doubled.compareTo(LAST_POLL) < 0 ? doubled : LAST_POLL);
    return waited.plus(pause).compareTo(patience) <= 0 ? Optional.of(pause) : Optional.empty();
  }

  private static Duration doubled(Duration first, int times) {
    return first.multipliedBy(1L << Math.min(times - 1, MOST_DOUBLINGS));
  }
}
