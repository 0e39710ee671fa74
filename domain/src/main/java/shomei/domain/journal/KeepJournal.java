package shomei.domain.journal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import shomei.domain.kernel.Serial;
import shomei.domain.status.Shard;

/// Keeps the journal up with the database, whoever revoked.
///
/// The database comes first, so that the journal never tells what did not happen; whoever is going
/// to acknowledge a revocation or to publish a CRL waits here until the journal holds what is
/// acknowledged and published. One look serves all who came before it.
public final class KeepJournal {
  private final Revocations revocations;
  private final RevocationJournal journal;
  private final ReentrantLock turn = new ReentrantLock();
  private final AtomicLong begun = new AtomicLong();
  private long ended;
  private long position;
  private Set<Serial> kept = Set.of();

  private KeepJournal(Revocations revocations, RevocationJournal journal, long position) {
    this.revocations = revocations;
    this.journal = journal;
    this.position = position;
  }

  /// Keeps what comes from now on.
  ///
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE while the database is away
  public static KeepJournal from(Revocations revocations, RevocationJournal journal) {
    return new KeepJournal(revocations, journal, revocations.position());
  }

  /// Returns when the journal durably holds every revocation that was written before the call.
  ///
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE where it does not; the next call tries again
  public void catchUp() {
    long came = begun.get();
    turn.lock();
    try {
      if (ended <= came) {
        look(List.of());
      }
    } finally {
      turn.unlock();
    }
  }

  /// Returns when the journal holds the number, and every revocation that a CRL which was made
  /// before can list.
  ///
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE where it does not
  public void publish(Shard shard, long number) {
    turn.lock();
    try {
      look(List.of(new JournalLine.Numbered(shard, number)));
    } finally {
      turn.unlock();
    }
  }

  private void look(List<JournalLine> more) {
    long look = begun.incrementAndGet();
    Revocations.Came came = revocations.since(position);
    List<JournalLine> fresh = new ArrayList<>();
    Set<Serial> told = HashSet.newHashSet(came.revoked().size());
    for (JournalLine.Revoked line : came.revoked()) {
      if (told.add(line.serial()) && !kept.contains(line.serial())) {
        fresh.add(line);
      }
    }
    fresh.addAll(more);
    if (!fresh.isEmpty()) {
      journal.add(fresh);
    }
    kept = told;
    position = came.next();
    ended = look;
  }
}
