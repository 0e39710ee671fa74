package shomei.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import shomei.domain.fixture.MutableClock;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// Nonces that carry their own proof (RFC 8555 §6.5).
final class NoncesTest {
  private static final byte[] KEY = new byte[32];
  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-21T00:00:00Z"));
  private final Nonces nonces = new Nonces(KEY, Duration.ofHours(1), clock, new Random(1));

  @Test
  void aNonceIsBase64UrlWithoutPaddingAndReadByEveryNodeOfTheKey() {
    String text = nonces.mint();
    assertThat(text).matches("[A-Za-z0-9_-]{54}");
    Nonces otherNode = new Nonces(KEY, Duration.ofMinutes(1), clock, new Random(2));
    assertThat(otherNode.read(decoded(text))).isEqualTo(nonces.read(decoded(text)));
  }

  @Test
  void noncesDiffer() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      assertThat(seen.add(nonces.mint())).isTrue();
    }
  }

  @Test
  void aNonceEndsWithItsLifetime() {
    byte[] octets = decoded(nonces.mint());
    clock.advance(Duration.ofHours(1).minusSeconds(1));
    assertThat(nonces.read(octets).expires()).isEqualTo(clock.instant().plusSeconds(1));
    clock.advance(Duration.ofSeconds(1));
    assertBad(octets);
  }

  @Test
  void aNonceTellsToTheMillisecondWhenItWasMade() {
    clock.advance(Duration.ofNanos(1_234_567));
    assertThat(nonces.read(decoded(nonces.mint())).minted())
        .isEqualTo(Instant.parse("2026-11-21T00:00:00.001Z"));
  }

  @Test
  void noLifetimeIsLongerThanANonceCanTell() {
    assertThatThrownBy(() -> new Nonces(KEY, Duration.ofHours(37), clock, new Random(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noBitOfANonceMayBeChanged() {
    byte[] octets = decoded(nonces.mint());
    for (int bit = 0; bit < octets.length * 8; bit++) {
      byte[] changed = octets.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertBad(changed);
    }
  }

  @Test
  void anotherLengthOrKeyIsBad() {
    byte[] octets = decoded(nonces.mint());
    assertBad(new byte[0]);
    assertBad(new byte[octets.length]);
    assertBad(Arrays.copyOf(octets, octets.length - 1));
    assertBad(Arrays.copyOf(octets, octets.length + 1));
    byte[] key = new byte[32];
    key[0] = 1;
    Nonces foreign = new Nonces(key, Duration.ofHours(1), clock, new Random(1));
    assertBad(decoded(foreign.mint()));
  }

  private void assertBad(byte[] octets) {
    assertThatThrownBy(() -> nonces.read(octets))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.reason()).isEqualTo(Reason.BAD_NONCE));
  }

  private static byte[] decoded(String text) {
    return Base64.getUrlDecoder().decode(text);
  }
}
