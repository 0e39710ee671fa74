package shomei.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import shomei.domain.fixture.MutableClock;

final class RememberedTest {
  private static final int MOST = 3;

  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-21T03:00:00Z"));
  private final Remembered<String, Integer> remembered = new Remembered<>(MOST, clock);

  /// What the database would tell, one more each time that it is asked.
  private final AtomicInteger database = new AtomicInteger();

  @Test
  void theDatabaseIsAskedOnceASecond() {
    assertThat(find("a")).isEqualTo(1);
    clock.advance(Duration.ofMillis(999));
    assertThat(find("a")).isEqualTo(1);
    clock.advance(Duration.ofMillis(1));
    assertThat(find("a")).isEqualTo(2);
  }

  @Test
  void whatIsAbsentIsAskedForEachTime() {
    assertThat(remembered.find("a", Optional::empty)).isEmpty();
    assertThat(find("a")).isEqualTo(1);
  }

  @Test
  void theSecondBeginsBeforeTheDatabaseIsAsked() {
    remembered.find(
        "a",
        () -> {
          clock.advance(Duration.ofSeconds(1));
          return Optional.of(7);
        });
    assertThat(find("a")).isEqualTo(1);
  }

  @Test
  void aClockThatIsPutBackMakesNothingLastLonger() {
    find("a");
    clock.advance(Duration.ofSeconds(-1));
    assertThat(find("a")).isEqualTo(2);
  }

  @Test
  void whatIsChangedHereIsForgottenAtOnceAlsoWhereItIsNotKnownWhetherItWas() {
    find("a");
    find("b");
    assertThat(remembered.changing("a", () -> "done")).isEqualTo("done");
    assertThat(find("a")).isEqualTo(3);
    assertThatThrownBy(
            () ->
                remembered.changing(
                    "b",
                    () -> {
                      throw new IllegalStateException("cut off");
                    }))
        .hasMessage("cut off");
    assertThat(find("b")).isEqualTo(4);
  }

  @Test
  void whatWasReadBeforeAChangeAndArrivesAfterItIsNotRemembered() {
    remembered.find(
        "a",
        () -> {
          remembered.changing("a", () -> "done");
          return Optional.of(7);
        });
    assertThat(find("a")).isEqualTo(1);
    remembered.find(
        "b",
        () -> {
          remembered.forgetAll();
          return Optional.of(7);
        });
    assertThat(find("b")).isEqualTo(2);
  }

  @Test
  void beyondTheMostTheOldestLeaves() {
    for (String key : new String[] {"a", "b", "c", "d"}) {
      find(key);
      clock.advance(Duration.ofMillis(1));
    }
    assertThat(find("b")).isEqualTo(2);
    assertThat(find("d")).isEqualTo(4);
    assertThat(find("a")).isEqualTo(5);
  }

  private int find(String key) {
    return remembered.find(key, () -> Optional.of(database.incrementAndGet())).orElseThrow();
  }
}
