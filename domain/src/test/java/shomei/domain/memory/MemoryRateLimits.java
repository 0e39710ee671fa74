package shomei.domain.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import shomei.domain.account.RateLimits;
import shomei.domain.institution.Policy;

final class MemoryRateLimits implements RateLimits {
  private final Store store;

  MemoryRateLimits(Store store) {
    this.store = store;
  }

  @Override
  public Optional<Duration> take(String bucket, Policy.RateLimit limit, Instant now) {
    synchronized (store) {
      return take(store, bucket, limit, now);
    }
  }

  static Optional<Duration> take(Store store, String bucket, Policy.RateLimit limit, Instant now) {
    Duration wait = wait(store, bucket, limit, now);
    if (wait.isPositive()) {
      return Optional.of(wait);
    }
    move(store, bucket, limit, now);
    return Optional.empty();
  }

  /// Not positive where there is one to take.
  static Duration wait(Store store, String bucket, Policy.RateLimit limit, Instant now) {
    Instant full = store.buckets.getOrDefault(bucket, now);
    return limit.burst() == 0
        ? Duration.ZERO
        : Duration.between(now, full.minus(limit.per().multipliedBy(limit.burst() - 1L)));
  }

  static void move(Store store, String bucket, Policy.RateLimit limit, Instant now) {
    if (limit.burst() > 0) {
      Instant full = store.buckets.getOrDefault(bucket, now);
      store.buckets.put(bucket, (full.isBefore(now) ? now : full).plus(limit.per()));
    }
  }

  static void giveBack(Store store, String bucket, Policy.RateLimit limit) {
    store.buckets.computeIfPresent(bucket, (name, full) -> full.minus(limit.per()));
  }

  @Override
  public int forgetFull(Instant now) {
    synchronized (store) {
      int before = store.buckets.size();
      store.buckets.values().removeIf(arrival -> !arrival.isAfter(now));
      return before - store.buckets.size();
    }
  }
}
