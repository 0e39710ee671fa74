package shomei.domain.status;

import java.time.Duration;

/// When CRLs are published, and how large they may become.
///
/// @param every between two publications of a shard in which nothing was revoked
/// @param validity from thisUpdate to nextUpdate; what is beyond `every` is the time that a token
///   may be away before relying parties refuse
/// @param backdate how long before a CRL is made its thisUpdate lies, for relying parties whose
///   clocks are behind; nextUpdate is counted from when it is made
/// @param shardSize certificates that point to a shard before the next one opens
/// @param completeEvery between two complete CRLs, at least, where revocations go on: such a one
///   may be large
public record CrlTerms(
    Duration every, Duration validity, Duration backdate, long shardSize, Duration completeEvery) {
  public CrlTerms {
    if (every.compareTo(validity) >= 0) {
      throw new IllegalArgumentException("a CRL must be valid for longer than until the next one");
    }
    if (shardSize < 1) {
      throw new IllegalArgumentException("a shard holds at least one certificate");
    }
  }
}
