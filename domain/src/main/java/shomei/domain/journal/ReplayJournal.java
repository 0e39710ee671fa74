package shomei.domain.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import shomei.domain.status.CrlStatus;
import shomei.domain.status.RevocationLists;
import shomei.domain.status.Shard;

/// Compares database and journal, both ways, and brings each up to the other. It comes before a
/// node issues, publishes or answers anything: a database that was restored from an older copy has
/// forgotten revocations, and numbers under which CRLs are out. So may a standby that took over.
public final class ReplayJournal {
  /// Certificates that ended longer ago are left out: a copy that old would be no restore.
  private static final Duration REMEMBERED = Duration.ofDays(31);

  private static final int AT_ONCE = 500;

  private final Revocations revocations;
  private final RevocationLists lists;
  private final RevocationJournal journal;
  private final InstantSource clock;

  public ReplayJournal(
      Revocations revocations,
      RevocationLists lists,
      RevocationJournal journal,
      InstantSource clock) {
    this.revocations = revocations;
    this.lists = lists;
    this.journal = journal;
    this.clock = clock;
  }

  /// What each did not know of the other.
  ///
  /// @param revoked certificates that the database took for good
  /// @param lost revoked certificates that the database did not know at all
  /// @param raised shards whose CRL numbers had gone back, with the last number that is out
  /// @param added revocations that the journal did not have
  public record Outcome(int revoked, int lost, Map<Shard, Long> raised, long added) {
    /// Whether the database knew less than the journal, as a restored one does.
    public boolean databaseKnewLess() {
      return revoked > 0 || lost > 0 || !raised.isEmpty();
    }
  }

  /// @throws IllegalStateException where the journal cannot be relied on
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE where the database is away or the journal
  ///   cannot be written
  public Outcome replay() {
    Instant now = clock.instant();
    Instant endingAfter = now.minus(REMEMBERED);
    var serials = new SerialSet();
    var numbers = new HashMap<Shard, Long>();
    journal.read(
        line -> {
          switch (line) {
            case JournalLine.Revoked revoked when revoked.mattersAfter(endingAfter) ->
                serials.add(revoked.serial());
            case JournalLine.Revoked ended -> {}
            case JournalLine.Numbered(var shard, var number) ->
                numbers.merge(shard, number, Math::max);
          }
        });
    long added = fill(serials, endingAfter);
    Revocations.Replayed replayed = replay(serials, now);
    return new Outcome(replayed.revoked(), replayed.lost(), raise(numbers, now), added);
  }

  /// Adds to the journal what only the database knows, and marks what both know.
  private long fill(SerialSet serials, Instant endingAfter) {
    var batch = new Batch<JournalLine>(journal::add);
    revocations.all(
        endingAfter,
        line -> {
          if (!serials.mark(line.serial())) {
            batch.add(line);
          }
        });
    return batch.end();
  }

  /// Tells the database what only the journal knows: what is left without a mark.
  private Revocations.Replayed replay(SerialSet serials, Instant now) {
    var revoked = new int[2];
    if (serials.unmarked() > 0) {
      var batch =
          new Batch<JournalLine.Revoked>(
              lines -> {
                Revocations.Replayed done = revocations.replay(lines, now);
                revoked[0] += done.revoked();
                revoked[1] += done.lost();
              });
      journal.read(
          line -> {
            if (line instanceof JournalLine.Revoked r && serials.isUnmarked(r.serial())) {
              serials.mark(r.serial());
              batch.add(r);
            }
          });
      batch.end();
    }
    return new Revocations.Replayed(revoked[0], revoked[1]);
  }

  private Map<Shard, Long> raise(Map<Shard, Long> numbers, Instant now) {
    Map<Shard, Long> published =
        lists.statuses().stream()
            .filter(status -> status.number() > 0)
            .collect(Collectors.toMap(CrlStatus::shard, CrlStatus::number));
    var ahead = new ArrayList<JournalLine>();
    published.forEach(
        (shard, number) -> {
          if (numbers.getOrDefault(shard, 0L) < number) {
            ahead.add(new JournalLine.Numbered(shard, number));
          }
        });
    if (!ahead.isEmpty()) {
      journal.add(ahead);
    }
    var raised = new HashMap<Shard, Long>();
    numbers.forEach(
        (shard, number) -> {
          if (lists.raise(shard, number, now)) {
            raised.put(shard, number);
          }
        });
    return raised;
  }

  /// Passes on so many at a time.
  private static final class Batch<T> {
    private final Consumer<List<T>> each;
    private final List<T> waiting = new ArrayList<>(AT_ONCE);
    private long passed;

    Batch(Consumer<List<T>> each) {
      this.each = each;
    }

    void add(T item) {
      waiting.add(item);
      if (waiting.size() == AT_ONCE) {
        pass();
      }
    }

    /// @return how many there were in all
    long end() {
      if (!waiting.isEmpty()) {
        pass();
      }
      return passed;
    }

    private void pass() {
      each.accept(List.copyOf(waiting));
      passed += waiting.size();
      waiting.clear();
    }
  }
}
