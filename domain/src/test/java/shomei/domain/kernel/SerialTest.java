package shomei.domain.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class SerialTest {
  @Test
  void aDrawnSerialIsPositiveAndSixteenOctetsLong() {
    RandomGenerator random = new Random(5);
    for (int i = 0; i < 1000; i++) {
      Serial serial = Serial.draw(random);
      assertThat(serial.number()).isPositive();
      assertThat(serial.number().toByteArray()).hasSize(16);
      assertThat(Serial.of(serial.number())).contains(serial);
      assertThat(Serial.ofHex(serial.hex())).contains(serial);
    }
  }

  @Test
  void everyBitButTheFirstTwoIsRandom() {
    RandomGenerator zeros = () -> 0L;
    RandomGenerator ones = () -> -1L;
    assertThat(Serial.draw(zeros).hex()).isEqualTo("4" + "0".repeat(31));
    assertThat(Serial.draw(ones).hex()).isEqualTo("7" + "f".repeat(31));
  }

  @Test
  void numbersThatCannotBeOursAreNone() {
    BigInteger ours = Serial.draw(new Random(5)).number();
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
