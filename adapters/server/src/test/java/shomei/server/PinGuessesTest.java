package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.subscriber.PinWatch.Seen;

/// What operators see of guesses at PINs.
final class PinGuessesTest {
  private static final InstitutionId KITA = new InstitutionId("kita");
  private static final InstitutionId MINAMI = new InstitutionId("minami");

  private Instant now = Instant.parse("2026-11-29T03:00:00Z");
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final PinGuesses guesses = new PinGuesses(() -> now, meters);

  @Test
  void triesAreCountedByInstitutionAndOutcome() {
    guesses.saw(KITA, Seen.WRONG);
    guesses.saw(KITA, Seen.WRONG);
    guesses.saw(KITA, Seen.REFUSED_FOR_NETWORK);
    guesses.saw(MINAMI, Seen.WRONG);
    assertThat(count("kita", "wrong")).isEqualTo(2);
    assertThat(count("kita", "refused_for_network")).isOne();
    assertThat(count("minami", "wrong")).isOne();
  }

  @Test
  void itRingsWhileAnInstitutionsLimitWasExhaustedAShortTimeAgo() {
    for (Seen what : Seen.values()) {
      if (what != Seen.REFUSED_FOR_INSTITUTION) {
        guesses.saw(KITA, what);
      }
    }
    assertThat(guesses.quiet()).isTrue();
    guesses.saw(KITA, Seen.REFUSED_FOR_INSTITUTION);
    guesses.saw(MINAMI, Seen.WRONG);
    now = now.plus(Duration.ofMinutes(10));
    assertThat(guesses.quiet()).isFalse();
    now = now.plusSeconds(1);
    assertThat(guesses.quiet()).isTrue();
  }

  private double count(String institution, String outcome) {
    return meters
        .get("shomei.pin.tries")
        .tag("institution", institution)
        .tag("outcome", outcome)
        .counter()
        .count();
  }
}
