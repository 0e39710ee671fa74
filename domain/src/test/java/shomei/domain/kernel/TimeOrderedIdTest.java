package shomei.domain.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class TimeOrderedIdTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00.123456Z");

  private final RandomGenerator random = new Random(7);

  @Test
  void anIdIsOfVersion7AndTellsItsMillisecond() {
    for (int i = 0; i < 1000; i++) {
      UUID id = TimeOrderedId.make(NOW, random);
      assertThat(id.version()).isEqualTo(7);
      assertThat(id.variant()).isEqualTo(2);
      assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }
  }

  @Test
  void idsOfOneMillisecondDiffer() {
    Set<UUID> ids = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      ids.add(TimeOrderedId.make(NOW, random));
    }
    assertThat(ids).hasSize(1000);
  }

  @Test
  void laterIdsSortAfterEarlierOnes() {
    String earlier = TimeOrderedId.make(NOW, random).toString();
    String later = TimeOrderedId.make(NOW.plusMillis(1), random).toString();
    assertThat(later).isGreaterThan(earlier);
  }

  @Test
  void everyOtherBitIsRandom() {
    long highOnes = 0;
    long highZeros = 0;
    long lowOnes = 0;
    long lowZeros = 0;
    for (int i = 0; i < 100; i++) {
      UUID id = TimeOrderedId.make(NOW, random);
      highOnes |= id.getMostSignificantBits();
      highZeros |= ~id.getMostSignificantBits();
      lowOnes |= id.getLeastSignificantBits();
      lowZeros |= ~id.getLeastSignificantBits();
    }
    assertThat(Long.bitCount(highOnes & highZeros)).isEqualTo(12);
    assertThat(Long.bitCount(lowOnes & lowZeros)).isEqualTo(62);
  }
}
