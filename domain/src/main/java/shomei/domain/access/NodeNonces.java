package shomei.domain.access;

import java.time.Instant;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The nonces of one process, kept in its memory: a bit for each that it made, in segments that
/// leave when all of theirs have expired. Ends with the process.
///
/// *Threat:* somebody has nonces made without end, to fill the memory. *Answer:* 30 000 a second
/// for an hour take 27 MB at most, and next to nothing while none of them is spent. Beyond 2²⁸,
/// which take 64 MiB at most, the oldest segment leaves early, and its nonces are taken for spent
/// ones.
///
/// *Threat:* two processes that are called by the same number would take each other's nonces.
/// *Answer:* there are 2⁶⁴ numbers, drawn at random by each.
public final class NodeNonces {
  private final long node;
  private final int together;
  private final int most;
  private final SequencedMap<Long, Segment> segments = new LinkedHashMap<>();
  private Segment current = new Segment();
  private long next;

  /// Nonces whose numbers follow each other.
  private static final class Segment {
    final BitSet spent = new BitSet();
    Instant ends = Instant.MIN;
  }

  /// @param node drawn at random by each process
  public NodeNonces(long node) {
    this(node, 1 << 16, 1 << 12);
  }

  /// @param together how many nonces are in a segment
  /// @param most how many segments there are
  NodeNonces(long node, int together, int most) {
    this.node = node;
    this.together = together;
    this.most = most;
  }

  public long node() {
    return node;
  }

  public synchronized Nonce.Numbered make(Instant expires) {
    if (next % together == 0) {
      current = new Segment();
      segments.put(next / together, current);
      if (segments.size() > most) {
        segments.pollFirstEntry();
      }
    }
    if (expires.isAfter(current.ends)) {
      current.ends = expires;
    }
    return new Nonce.Numbered(node, next++, expires);
  }

  /// @return whether this node has made it, and it was fresh
  public synchronized boolean spend(long number) {
    Segment its = segments.get(number / together);
    int bit = (int) (number % together);
    if (number < 0 || number >= next || its == null || its.spent.get(bit)) {
      return false;
    }
    its.spent.set(bit);
    return true;
  }

  /// @return how many nonces were forgotten, all of a segment together
  public synchronized int forgetExpired(Instant now) {
    int before = segments.size();
    segments.values().removeIf(segment -> segment != current && !now.isBefore(segment.ends));
    return (before - segments.size()) * together;
  }
}
