package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.NOW;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import shomei.domain.institution.Policy.RateLimit;

public abstract class RateLimitsContract extends PortContract {
  private static final RateLimit THREE = new RateLimit(3, Duration.ofSeconds(10));

  @Test
  void aBucketGivesItsBurstAndThenSaysHowLongToWait() {
    for (int i = 0; i < 3; i++) {
      assertThat(ports.limits().take("a", THREE, NOW)).isEmpty();
    }
    assertThat(ports.limits().take("a", THREE, NOW)).contains(Duration.ofSeconds(10));
    assertThat(ports.limits().take("a", THREE, NOW.plusSeconds(4))).contains(Duration.ofSeconds(6));
    assertThat(ports.limits().take("a", THREE, NOW.plusSeconds(10))).isEmpty();
    assertThat(ports.limits().take("a", THREE, NOW.plusSeconds(10)))
        .contains(Duration.ofSeconds(10));
  }

  @Test
  void aRefusedTryTakesNothing() {
    for (int i = 0; i < 50; i++) {
      var _ = ports.limits().take("a", THREE, NOW);
    }
    assertThat(ports.limits().take("a", THREE, NOW.plusSeconds(10))).isEmpty();
  }

  @Test
  void aBucketFillsUpToItsBurstAndNoFurther() {
    assertThat(ports.limits().take("a", THREE, NOW)).isEmpty();
    var later = NOW.plus(Duration.ofDays(1));
    for (int i = 0; i < 3; i++) {
      assertThat(ports.limits().take("a", THREE, later)).isEmpty();
    }
    assertThat(ports.limits().take("a", THREE, later)).isPresent();
  }

  @Test
  void bucketsAreApart() {
    for (int i = 0; i < 3; i++) {
      assertThat(ports.limits().take("a", THREE, NOW)).isEmpty();
    }
    assertThat(ports.limits().take("b", THREE, NOW)).isEmpty();
  }

  @Test
  void aBurstOfZeroSetsNoLimit() {
    for (int i = 0; i < 20; i++) {
      assertThat(ports.limits().take("a", RateLimit.NONE, NOW)).isEmpty();
    }
  }

  @Test
  void parallelTakersTakeNoMoreThanThereIs() throws InterruptedException {
    var waits = Parallel.run(12, i -> ports.limits().take("a", THREE, NOW).isEmpty());
    assertThat(waits).filteredOn(Boolean::booleanValue).hasSize(3);
  }

  @Test
  void onlyBucketsThatAreFullAgainAreForgotten() {
    assertThat(ports.limits().take("a", THREE, NOW)).isEmpty();
    assertThat(ports.limits().take("b", THREE, NOW.plusSeconds(5))).isEmpty();
    assertThat(ports.limits().forgetFull(NOW.plusSeconds(9))).isZero();
    assertThat(ports.limits().forgetFull(NOW.plusSeconds(10))).isOne();
    assertThat(ports.limits().forgetFull(NOW.plusSeconds(15))).isOne();
  }
}
