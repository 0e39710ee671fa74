package shomei.domain.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.Serial;
import shomei.domain.status.Shard;

/// Keeps the journal up with the database, whoever revoked.
///
/// The database comes first, so that the journal never tells what did not happen; whoever is going
/// to acknowledge a revocation or to publish a CRL waits here until the journal holds what is
/// acknowledged and published. One look serves all who came before it.
///
/// Where another database has taken over the two are compared, before anything else is kept.
public final class KeepJournal {
  private final Revocations revocations;
  private final RevocationJournal journal;
  private final Runnable compare;
  private final ReentrantLock turn = new ReentrantLock();
  private final AtomicLong begun = new AtomicLong();
  private long ended;
  private Revocations.Position position;
  private Set<Serial> kept = Set.of();

  private KeepJournal(Revocations revocations, RevocationJournal journal, Runnable compare) {
    this.revocations = revocations;
    this.journal = journal;
    this.compare = compare;
    this.position = revocations.position();
  }

  /// Keeps what comes from now on.
  ///
  /// @param compare brings database and journal up to each other ([ReplayJournal])
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE while the database is away
  public static KeepJournal from(
      Revocations revocations, RevocationJournal journal, Runnable compare) {
    return new KeepJournal(revocations, journal, compare);
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
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE where it does not, and where another database
  ///   took over: the CRL may lack what that one had not been told
  public void publish(Shard shard, long number) {
    turn.lock();
    try {
      if (look(List.of(new JournalLine.Numbered(shard, number)))) {
        throw Refusal.retry(
            Reason.UNAVAILABLE, "the database is another one than before", Duration.ZERO);
      }
    } finally {
      turn.unlock();
    }
  }

  /// @return whether another database had taken over; then the two were compared, and `more` was
  ///   not added
  private boolean look(List<JournalLine> more) {
    long look = begun.incrementAndGet();
    Revocations.Came came = revocations.since(position);
    if (came.next().isOfAnotherLifeThan(position)) {
      compareFrom(revocations.position());
      ended = look;
      return true;
    }
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
    return false;
  }

  private void compareFrom(Revocations.Position begin) {
    compare.run();
    kept = Set.of();
    position = begin;
  }
}
