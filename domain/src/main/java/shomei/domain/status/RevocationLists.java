package shomei.domain.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import shomei.domain.kernel.IssuerId;

/// The CRLs that are published, the latest of each shard. Readers see a whole one, the former or
/// the next. Every write is durable when the call returns.
public interface RevocationLists {
  Optional<RevocationList> latest(Shard shard);

  /// The number of the latest, at the price of an indexed read; empty where none was published.
  OptionalLong number(Shard shard);

  /// The shards for which a number was ever taken, a complete CRL before them, by CA and shard. It
  /// costs next to nothing where nothing is due.
  List<CrlStatus> statuses();

  /// The shard that the CA's new certificates point to: the last one with a published CRL, or the
  /// first.
  int open(IssuerId ca);

  /// Takes the next number to publish under, larger than every one before. The revocations that
  /// were written before are then taken up: whoever took the number reads them all; those that are
  /// written later are due.
  ///
  /// @param patience how long a publication that another began, and has not ended, keeps others out
  /// @return empty where another is at it
  OptionalLong begin(Shard shard, Instant now, Duration patience);

  /// Publishes.
  ///
  /// @return false, and nothing changes, where the latest has this number or a larger one
  boolean publish(RevocationList list);

  /// Makes every number from now on larger than `number`: one that relying parties may have seen
  /// although this store does not know it. The shard is due then.
  ///
  /// @return false, and nothing changes, where they are so already
  boolean raise(Shard shard, long number, Instant now);
}
