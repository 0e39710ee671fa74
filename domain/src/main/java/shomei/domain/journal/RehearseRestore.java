package shomei.domain.journal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import shomei.domain.status.RevocationLists;

/// Says what a restored copy would have forgotten of revocations. In the copy it does what a start
/// on it would do; the journal and the database in use are read and no more.
public final class RehearseRestore {
  private final Revocations inUse;
  private final Revocations copy;
  private final RevocationLists lists;
  private final RevocationJournal journal;
  private final InstantSource clock;

  /// @param copy a backup that was restored to where nobody uses it
  /// @param lists the copy's
  public RehearseRestore(
      Revocations inUse,
      Revocations copy,
      RevocationLists lists,
      RevocationJournal journal,
      InstantSource clock) {
    this.inUse = inUse;
    this.copy = copy;
    this.lists = lists;
    this.journal = journal;
    this.clock = clock;
  }

  /// @param unRevoked certificates that are revoked now and would not be any more
  /// @param madeAgain revocations that the backup did not know and the journal did
  public record Outcome(int unRevoked, int madeAgain) {}

  /// @throws IllegalStateException where the journal cannot be relied on, or the copy is another
  ///   deployment's
  public Outcome rehearse() {
    if (!copy.deployment().equals(inUse.deployment())) {
      throw new IllegalStateException("the backup is of another server's database");
    }
    Instant now = clock.instant();
    SerialSet revoked = new SerialSet();
    inUse.all(now, line -> revoked.add(line.serial()));
    ReplayJournal.Outcome start =
        new ReplayJournal(copy, lists, new ReadOnly(journal), clock).replay();
    copy.all(now, line -> revoked.mark(line.serial()));
    return new Outcome(revoked.unmarked(), start.revoked() + start.lost());
  }

  private record ReadOnly(RevocationJournal journal) implements RevocationJournal {
    @Override
    public void add(List<JournalLine> lines) {}

    @Override
    public void read(Consumer<JournalLine> each) {
      journal.read(each);
    }
  }
}
