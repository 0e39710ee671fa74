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
    if (limit.burst() == 0) {
      return Optional.empty();
    }
    synchronized (store) {
      Instant arrival = store.buckets.getOrDefault(bucket, now);
      Instant next = (arrival.isBefore(now) ? now : arrival).plus(limit.per());
      Instant allowed = next.minus(limit.per().multipliedBy(limit.burst()));
      if (now.isBefore(allowed)) {
        return Optional.of(Duration.between(now, allowed));
      }
      store.buckets.put(bucket, next);
      return Optional.empty();
    }
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
