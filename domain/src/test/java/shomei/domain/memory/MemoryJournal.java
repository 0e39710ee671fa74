package shomei.domain.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import shomei.domain.journal.JournalLine;
import shomei.domain.journal.RevocationJournal;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// A journal that outlives the databases in memory that it is kept for.
public final class MemoryJournal implements RevocationJournal {
  private final List<JournalLine> lines = new ArrayList<>();
  private boolean full;

  /// Makes every write fail from now on, or succeed again.
  public synchronized void full(boolean now) {
    full = now;
  }

  @Override
  public synchronized void add(List<JournalLine> more) {
    if (full) {
      throw new Refusal(Reason.UNAVAILABLE, "the revocation journal cannot be written");
    }
    lines.addAll(more);
  }

  @Override
  public void read(Consumer<JournalLine> each) {
    lines().forEach(each);
  }

  public synchronized List<JournalLine> lines() {
    return List.copyOf(lines);
  }
}
