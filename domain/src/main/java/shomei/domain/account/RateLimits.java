package shomei.domain.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import shomei.domain.institution.Policy;

/// Rate limits shared by all nodes: one timestamp a bucket, the generic cell rate algorithm.
/// Counting is atomic.
public interface RateLimits {
  /// Takes one from a bucket.
  ///
  /// @param bucket what is limited and whose, e.g. `newOrder/account/…`
  /// @return how long to wait where none is left; then nothing was taken
  Optional<Duration> take(String bucket, Policy.RateLimit limit, Instant now);

  /// Forgets buckets that are full again.
  ///
  /// @return how many were forgotten
  int forgetFull(Instant now);
}
