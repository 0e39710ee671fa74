package shomei.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class MannWhitneyTest {
  private static final int SIZE = 300;

  @Test
  void samplesOfOneKindAreNotToldApart() {
    Random random = new Random(1);
    MannWhitney same = MannWhitney.of(sample(random, 10), sample(random, 10));
    assertThat(same.p()).isGreaterThan(0.01);
    assertThat(same.larger()).isBetween(0.45, 0.55);
    assertThat(same.from()).isNegative();
    assertThat(same.to()).isPositive();
  }

  @Test
  void aShiftIsFoundWithItsSize() {
    Random random = new Random(2);
    MannWhitney shifted = MannWhitney.of(sample(random, 10), sample(random, 10.5));
    assertThat(shifted.p()).isLessThan(0.001);
    assertThat(shifted.shift()).isCloseTo(0.5, within(0.2));
    assertThat(shifted.from()).isPositive();
    assertThat(shifted.to()).isLessThan(1);
  }

  /// Three of nine pairs: U = 6, its expectation 4.5, its deviation the root of 63/12.
  @Test
  void aSmallExampleComesOutAsByHand() {
    MannWhitney small = MannWhitney.of(new double[] {1, 3, 5}, new double[] {2, 4, 6});
    assertThat(small.larger()).isCloseTo(6 / 9.0, within(1e-9));
    assertThat(small.p()).isCloseTo(0.5127, within(1e-4));
    assertThat(small.shift()).isEqualTo(1);
  }

  private static double[] sample(Random random, double mean) {
    return random.doubles(SIZE).map(each -> mean + random.nextGaussian()).toArray();
  }
}
