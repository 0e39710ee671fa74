package shomei.domain.session;

import java.time.Instant;
import shomei.domain.kernel.Octets;

/// What was submitted, so that nothing takes effect twice. What was claimed or settled is durable
/// when the call returns and seen by every node.
public interface Submissions {
  /// Claims a submission: of any number of claims at once one is [Claimed.First]. One that was
  /// claimed before `stale` and never settled, as by a node that died, is claimed anew.
  Claimed claim(Octets id, Instant now, Instant stale);

  sealed interface Claimed {
    record First() implements Claimed {}

    /// Somebody is at it.
    record Pending() implements Claimed {}

    record Settled(String result) implements Claimed {}
  }

  void settle(Octets id, String result);

  /// Gives it back: nothing came of it.
  void release(Octets id);

  /// Forgets those that were claimed before.
  ///
  /// @return how many
  int forget(Instant before);
}
