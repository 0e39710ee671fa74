package shomei.load.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class PaceTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @Test
  void arrivalsComeAtEvenIntervalsWhateverTheServerDoes() {
    Pace pace = Pace.open(10);
    long longAgo = System.nanoTime() - 100 * SECOND;
    assertThat(pace.next(longAgo)).isEqualTo(longAgo);
    assertThat(pace.next(longAgo)).isEqualTo(longAgo + SECOND / 10);
    assertThat(pace.next(longAgo)).isEqualTo(longAgo + SECOND / 5);
  }

  @Test
  void nobodyBeginsBeforeTheIntendedTime() {
    Pace pace = Pace.open(100);
    long now = System.nanoTime();
    pace.next(now);
    long intended = pace.next(now);
    assertThat(intended).isEqualTo(now + SECOND / 100);
    assertThat(System.nanoTime()).isGreaterThanOrEqualTo(intended);
  }

  @Test
  void aClosedPaceNeverWaits() {
    long before = System.nanoTime();
    assertThat(Pace.closed().next(0)).isBetween(before, System.nanoTime());
  }
}
