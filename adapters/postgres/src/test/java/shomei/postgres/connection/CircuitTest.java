package shomei.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import shomei.domain.fixture.MutableClock;

final class CircuitTest {
  private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");

  private final MutableClock clock = new MutableClock(NOON);
  private final Circuit circuit = new Circuit(clock);

  @Test
  void twoFailuresAreNoOutageAndSuccessForgetsThem() {
    for (int i = 0; i < 10; i++) {
      assertThat(circuit.failed()).isFalse();
      assertThat(circuit.failed()).isFalse();
      assertThat(circuit.refuses()).isFalse();
      assertThat(circuit.refusesOrLooks()).isFalse();
      circuit.succeeded();
    }
  }

  @Test
  void afterThreeFailuresOneASecondLooks() {
    open();
    assertThat(circuit.refuses()).isTrue();
    assertThat(circuit.refusesOrLooks()).isTrue();
    clock.advance(Duration.ofSeconds(1));
    assertThat(circuit.refuses()).isFalse();
    assertThat(circuit.refusesOrLooks()).isFalse();
    assertThat(circuit.refusesOrLooks()).isTrue();
    assertThat(circuit.failed()).isFalse();
    clock.advance(Duration.ofMillis(999));
    assertThat(circuit.refusesOrLooks()).isTrue();
    clock.advance(Duration.ofMillis(1));
    assertThat(circuit.refusesOrLooks()).isFalse();
    circuit.succeeded();
    assertThat(circuit.refuses()).isFalse();
    assertThat(circuit.refusesOrLooks()).isFalse();
  }

  @Test
  void aClockThatIsPutBackKeepsNobodyWaiting() {
    open();
    clock.set(NOON.minus(Duration.ofDays(1)));
    assertThat(circuit.refuses()).isFalse();
    assertThat(circuit.refusesOrLooks()).isFalse();
    assertThat(circuit.refuses()).isTrue();
  }

  private void open() {
    assertThat(circuit.failed()).isFalse();
    assertThat(circuit.failed()).isFalse();
    assertThat(circuit.failed()).isTrue();
  }
}
