package shomei.domain.kernel;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Makes the ids of what is kept: UUIDs of version 7 (RFC 9562 §5.7). Those of one time lie
/// together in an index. An id is no secret and proves nothing, but nobody guesses its 74 random
/// bits.
public final class TimeOrderedId {
  private static final long VERSION_7 = 0x7000;
  private static final long VARIANT = Long.MIN_VALUE;

  private TimeOrderedId() {}

  /// @param now of which the id tells the milliseconds
  public static UUID make(Instant now, RandomGenerator random) {
    long high = now.toEpochMilli() << 16 | VERSION_7 | random.nextLong() & 0xfff;
    return new UUID(high, VARIANT | random.nextLong() >>> 2);
  }

  /// Above every id that was made up to `time`, and not above one of a later millisecond.
  public static UUID after(Instant time) {
    return new UUID(time.toEpochMilli() + 1 << 16, 0);
  }

  /// When it was made, in whole milliseconds.
  public static Instant at(UUID id) {
    return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
  }
}
