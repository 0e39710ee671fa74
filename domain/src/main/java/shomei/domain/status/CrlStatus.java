package shomei.domain.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How it stands with the CRL of a shard.
///
/// @param number of the latest, 0 where none was published yet
/// @param published when it was made and when it ends; empty where none was published yet
/// @param due whether a certificate was revoked that it does not list, or a publication was begun
///   and not ended
public record CrlStatus(Shard shard, long number, Optional<Period> published, boolean due) {
  public record Period(Instant thisUpdate, Instant nextUpdate) {}

  /// Whether a new CRL should have been published by now, with some patience. Somebody should look
  /// after the token then: when the period ends, relying parties refuse every certificate.
  ///
  /// @param every how often CRLs are published
  public boolean overdueAt(Instant now, Duration every) {
    return published
        .map(period -> now.isAfter(period.thisUpdate().plus(every).plus(every.dividedBy(2))))
        .orElse(true);
  }
}
