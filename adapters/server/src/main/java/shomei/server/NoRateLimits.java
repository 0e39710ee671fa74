package shomei.server;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import shomei.domain.account.RateLimits;
import shomei.domain.institution.Policy;

/// Limits nothing, on a test server.
final class NoRateLimits implements RateLimits {
  @Override
  public Optional<Duration> take(String bucket, Policy.RateLimit limit, Instant now) {
    return Optional.empty();
  }

  @Override
  public int forgetFull(Instant now) {
    return 0;
  }
}
