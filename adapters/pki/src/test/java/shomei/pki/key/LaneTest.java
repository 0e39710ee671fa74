package shomei.pki.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class LaneTest {
  @Test
  void workIsDoneOnPlatformThreads() {
    try (BoundedExecutor lane = new BoundedExecutor("x", 1, 1, Duration.ofSeconds(10))) {
      assertThat(lane.run(() -> Thread.currentThread().isVirtual())).isFalse();
    }
  }

  @Test
  void whatTheWorkThrowsIsThrown() {
    try (BoundedExecutor lane = new BoundedExecutor("x", 1, 1, Duration.ofSeconds(10))) {
      assertThatThrownBy(
              () ->
                  lane.run(
                      () -> {
                        throw new IllegalStateException("mine");
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("mine");
    }
  }

  @Test
  void workThatHangsIsGivenUpAndAFullLaneRefusesAtOnce() {
    CountDownLatch hanging = new CountDownLatch(1);
    try (BoundedExecutor lane = new BoundedExecutor("x", 1, 1, Duration.ofMillis(50))) {
      CryptoTokenContract.assertUnavailable(() -> lane.run(() -> await(hanging)));
      CryptoTokenContract.assertUnavailable(() -> lane.run(() -> await(hanging)));
      assertThat(lane.waiting()).isEqualTo(1);
      CryptoTokenContract.assertUnavailable(() -> lane.run(() -> true));

      hanging.countDown();
    }
  }

  private static boolean await(CountDownLatch latch) throws InterruptedException {
    latch.await();
    return true;
  }
}
