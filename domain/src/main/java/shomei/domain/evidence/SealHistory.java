package shomei.domain.evidence;

import java.time.Duration;
import java.time.InstantSource;

/// Seals what was added to the history. Meant to be called every second or so by every node.
public final class SealHistory {
  /// Entries sealed at once: what one line of an export and one transaction hold.
  private static final int BATCH = 1000;

  /// Longer than any act takes to be written.
  private static final Duration LATE = Duration.ofMinutes(10);

  private final Seals seals;
  private final InstantSource clock;

  public SealHistory(Seals seals, InstantSource clock) {
    this.seals = seals;
    this.clock = clock;
  }

  /// @return how many entries were sealed
  public int seal() {
    int all = 0;
    int sealed;
    do {
      sealed = seals.seal(clock.instant(), BATCH);
      all += sealed;
    } while (sealed == BATCH);
    return all;
  }

  /// Whether entries wait for their seal for so long that somebody should look: at a transaction
  /// that does not end, or at nodes that do not seal.
  public boolean overdue() {
    return seals.unsealedSince().filter(clock.instant().minus(LATE)::isAfter).isPresent();
  }
}
