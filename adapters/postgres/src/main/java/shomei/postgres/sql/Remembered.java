package shomei.postgres.sql;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;

/// What this node read a moment ago, of what is read with request after request and changed once in
/// months. It is a second old at most, and what this node changes is forgotten at once; what is
/// absent is asked for each time. Only what a statement decides again, or what may be wrong for a
/// second, is read here.
///
/// Threat: requests for ever other things, to fill the memory. Answer: the oldest leave first.
public final class Remembered<K, V> {
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final int most;
  private final InstantSource clock;
  private final SequencedMap<K, Seen<V>> seen = new LinkedHashMap<>();
  private long changes;

  /// In the order of their instants, but where the clock was put back.
  private record Seen<V>(V value, Instant at) {}

  /// A look at the database that has begun.
  public record Look(Instant at, long changes) {}

  /// @param most how many are remembered
  public Remembered(int most, InstantSource clock) {
    this.most = most;
    this.clock = clock;
  }

  /// @param read asks the database where it is not remembered
  public Optional<V> find(K key, Supplier<Optional<V>> read) {
    return find(key)
        .or(
            () -> {
              Look look = look();
              Optional<V> found = read.get();
              found.ifPresent(value -> saw(look, key, value));
              return found;
            });
  }

  public synchronized Optional<V> find(K key) {
    Seen<V> its = seen.get(key);
    return its == null || isOver(its) ? Optional.empty() : Optional.of(its.value());
  }

  /// To be called before the database is asked.
  public synchronized Look look() {
    return new Look(clock.instant(), changes);
  }

  /// Remembers what a look has shown, unless this node has changed something since it began: then
  /// it may have shown what was before.
  public synchronized void saw(Look look, K key, V value) {
    if (look.changes() == changes) {
      seen.remove(key);
      seen.put(key, new Seen<>(value, look.at()));
      while (seen.size() > most || isOver(seen.firstEntry().getValue())) {
        seen.pollFirstEntry();
        if (seen.isEmpty()) {
          return;
        }
      }
    }
  }

  /// Forgets it when it is changed, also where it is not known whether it was.
  public <T> T changing(K key, Supplier<T> change) {
    try {
      return change.get();
    } finally {
      forget(key);
    }
  }

  private synchronized void forget(K key) {
    changes++;
    seen.remove(key);
  }

  public synchronized void forgetAll() {
    changes++;
    seen.clear();
  }

  private boolean isOver(Seen<V> its) {
    Instant now = clock.instant();
    return now.isBefore(its.at()) || !now.isBefore(its.at().plus(LONGEST));
  }
}
