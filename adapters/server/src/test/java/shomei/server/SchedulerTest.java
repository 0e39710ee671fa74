package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class SchedulerTest {
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();

  @Test
  void aJobThatIsUnderWayIsWaitedForAndNotRunBesideItself() throws Exception {
    try (Scheduler scheduler =
        Scheduler.start(List.of(new Job("test", Duration.ofMillis(1), this::work)))) {
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
      Thread byHand = Thread.ofPlatform().start(scheduler::runAll);
      while (byHand.getState() != Thread.State.BLOCKED && done.get() == 0) {
        Thread.onSpinWait();
      }
      assertThat(done).hasValue(0);
      release.countDown();
      assertThat(byHand.join(Duration.ofSeconds(20))).isTrue();
    }
    assertThat(done.get()).isGreaterThanOrEqualTo(2);
  }

  /// Ends at once where it runs beside itself.
  private void work() {
    boolean alone = underWay.incrementAndGet() == 1;
    begun.countDown();
    try {
      assertThat(!alone || release.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    } finally {
      done.incrementAndGet();
      underWay.decrementAndGet();
    }
  }
}
