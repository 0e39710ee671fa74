package shomei.domain.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What one node remembers of its nonces; [SpentNonces] says what that is for.
final class NodeNoncesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

  private static final int SEGMENT = 100;
  private static final int MOST = 10;

  private final NodeNonces nonces = new NodeNonces(7, SEGMENT, MOST);

  @Test
  void eachOfMoreThanASegmentIsFreshOnce() {
    for (long number = 0; number < 3 * SEGMENT; number++) {
      assertThat(nonces.make(NOW)).isEqualTo(new Nonce.Numbered(7, number, NOW));
    }
    for (long number = 0; number < 3 * SEGMENT; number++) {
      assertThat(nonces.spend(number)).isTrue();
      assertThat(nonces.spend(number)).isFalse();
    }
  }

  @Test
  void aSegmentIsForgottenWhenTheLastOfItsNoncesHasExpiredAndNoneOfThemIsFreshThen() {
    makeSegment(NOW.plusSeconds(60));
    makeSegment(NOW.plusSeconds(90));
    nonces.make(NOW.plusSeconds(120));
    assertThat(nonces.forgetExpired(NOW.plusSeconds(59))).isZero();
    assertThat(nonces.spend(0)).isTrue();
    assertThat(nonces.forgetExpired(NOW.plusSeconds(60))).isEqualTo(SEGMENT);
    assertThat(nonces.spend(0)).isFalse();
    assertThat(nonces.spend(1)).isFalse();
    assertThat(nonces.spend(SEGMENT)).isTrue();
  }

  @Test
  void theSegmentThatIsBeingFilledStaysAlsoWhenAllOfItHasExpired() {
    nonces.make(NOW);
    assertThat(nonces.forgetExpired(NOW.plusSeconds(3600))).isZero();
    assertThat(nonces.spend(nonces.make(NOW.plusSeconds(7200)).number())).isTrue();
  }

  /// A clock that was put back does not make a segment leave before its nonces have expired.
  @Test
  void theLatestEndOfItsNoncesIsThatOfTheSegment() {
    nonces.make(NOW.plusSeconds(60));
    for (int i = 1; i <= SEGMENT; i++) {
      nonces.make(NOW);
    }
    assertThat(nonces.forgetExpired(NOW.plusSeconds(59))).isZero();
    assertThat(nonces.spend(0)).isTrue();
  }

  @Test
  void inAFloodTheOldestSegmentLeavesEarlyAndNoneOfItsNoncesIsFreshThen() {
    for (int i = 0; i <= MOST; i++) {
      makeSegment(NOW.plusSeconds(60));
    }
    assertThat(nonces.spend(SEGMENT - 1)).isFalse();
    assertThat(nonces.spend(SEGMENT)).isTrue();
    assertThat(nonces.spend((MOST + 1) * SEGMENT - 1)).isTrue();
  }

  private void makeSegment(Instant expires) {
    for (int i = 0; i < SEGMENT; i++) {
      nonces.make(expires);
    }
  }
}
