package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

final class CheckedClockTest {
  private static final Instant NOW = Instant.parse("2026-11-29T00:00:00Z");

  private final AtomicReference<Optional<Duration>> ahead = new AtomicReference<>(Optional.empty());
  private final CheckedClock clock = new CheckedClock(() -> NOW, its -> ahead.get());

  @ParameterizedTest
  @ValueSource(longs = {-30, -1, 0, 1, 30})
  void clocksThatAgreeWithinHalfAMinuteDate(long seconds) {
    found(seconds);
    assertThat(clock.instant()).isEqualTo(NOW);
    assertThat(clock.agrees()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {-31, 31, -86_400, 31_536_000})
  void othersDoNotUntilTheyAgreeAgain(long seconds) {
    found(seconds);
    refuses();
    found(0);
    assertThat(clock.instant()).isEqualTo(NOW);
  }

  @Test
  void whatWasFoundStandsWhileTheDatabaseIsAway() {
    assertThat(clock.instant()).isEqualTo(NOW);
    found(3600);
    ahead.set(Optional.empty());
    clock.compare();
    refuses();
  }

  private void found(long seconds) {
    ahead.set(Optional.of(Duration.ofSeconds(seconds)));
    clock.compare();
  }

  private void refuses() {
    assertThat(clock.agrees()).isFalse();
    assertThatThrownBy(clock::instant)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.reason()).isEqualTo(Reason.UNAVAILABLE);
              assertThat(refusal.retryAfter()).isPresent();
            });
  }
}
