package shomei.domain.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SerialTest {
  private static final Instant NOW = Instant.parse("2026-11-30T03:00:00Z");

  @Test
  void aDrawnSerialIsPositiveAndSixteenOctetsLong() {
    RandomGenerator random = new Random(5);
    for (int i = 0; i < 1000; i++) {
      Serial serial = Serial.draw(NOW, random);
      assertThat(serial.number()).isPositive();
      assertThat(serial.number().toByteArray()).hasSize(16);
      assertThat(Serial.of(serial.number())).contains(serial);
      assertThat(Serial.ofHex(serial.hex())).contains(serial);
    }
  }

  @Test
  void theTimeComesFirstAndThenEightyRandomBits() {
    String time = HexFormat.of().toHexDigits(NOW.toEpochMilli() | 1L << 46).substring(4);
    assertThat(Serial.draw(NOW, () -> 0L).hex()).isEqualTo(time + "0".repeat(20));
    assertThat(Serial.draw(NOW, () -> -1L).hex()).isEqualTo(time + "f".repeat(20));
  }

  @Test
  void serialsOfALaterTimeAreGreater() {
    List<String> drawn =
        Stream.of(0L, 1L, 256L, 1L << 24, 1L << 40)
            .map(later -> Serial.draw(NOW.plusMillis(later), new Random(later)).hex())
            .toList();
    assertThat(drawn).isSorted();
  }

  @Test
  void whatWasDrawnWithoutATimeIsStillOurs() {
    assertThat(Serial.ofHex("7" + "f".repeat(31))).isPresent();
    assertThat(Serial.ofHex("4" + "0".repeat(31))).isPresent();
  }

  @Test
  void numbersThatCannotBeOursAreNone() {
    BigInteger ours = Serial.draw(NOW, new Random(5)).number();
    for (BigInteger number :
        Arrays.asList(
            BigInteger.ZERO,
            BigInteger.ONE,
            ours.negate(),
            ours.shiftLeft(1),
            ours.shiftRight(2))) {
      assertThat(Serial.of(number)).as("%s", number).isEmpty();
    }
    assertThat(Serial.ofHex("4" + "A".repeat(31))).isEmpty();
    assertThatThrownBy(() -> new Serial("00")).isInstanceOf(IllegalArgumentException.class);
  }
}
