package shomei.domain.journal;

import shomei.domain.kernel.Serial;

/// Serial numbers at 16 octets each and a mark: a million of them in 32 MiB. Their lower halves are
/// random and spread them.
final class SerialSet {
  private static final int SMALLEST = 1024;

  private long[] high = new long[SMALLEST];
  private long[] low = new long[SMALLEST];
  private int size;
  private int unmarked;

  /// Adds it without a mark, where it is not there.
  void add(Serial serial) {
    if (size > high.length / 4 * 3) {
      grow();
    }
    long h = high(serial);
    long l = low(serial);
    int at = find(h, l);
    if (high[at] == 0) {
      high[at] = h;
      low[at] = l;
      size++;
      unmarked++;
    }
  }

  /// Marks it.
  ///
  /// @return whether it is there
  boolean mark(Serial serial) {
    int at = find(high(serial), low(serial));
    if (high[at] > 0) {
      high[at] = -high[at];
      unmarked--;
    }
    return high[at] != 0;
  }

  boolean isUnmarked(Serial serial) {
    return high[find(high(serial), low(serial))] > 0;
  }

  int unmarked() {
    return unmarked;
  }

  /// The place of the number, or the free one that it would take. A serial's first bits are 01, so
  /// its upper half is positive: 0 is a free place, less a marked one.
  private int find(long h, long l) {
    int mask = high.length - 1;
    int at = (int) l & mask;
    while (high[at] != 0 && (Math.abs(high[at]) != h || low[at] != l)) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    long[] oldHigh = high;
    long[] oldLow = low;
    high = new long[oldHigh.length * 2];
    low = new long[oldHigh.length * 2];
    for (int i = 0; i < oldHigh.length; i++) {
      if (oldHigh[i] != 0) {
        int at = find(Math.abs(oldHigh[i]), oldLow[i]);
        high[at] = oldHigh[i];
        low[at] = oldLow[i];
      }
    }
  }

  private static long high(Serial serial) {
    return Long.parseLong(serial.hex(), 0, 16, 16);
  }

  private static long low(Serial serial) {
    return Long.parseUnsignedLong(serial.hex(), 16, 32, 16);
  }
}
