package shomei.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import shomei.domain.fixture.MutableClock;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.memory.MemoryNonces;

/// Nonces that carry their own proof (RFC 8555 §6.5).
final class NoncesTest {
  private static final byte[] KEY = new byte[32];
  private static final Duration HOUR = Duration.ofHours(1);

  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-21T00:00:00Z"));
  private final MemoryNonces.Deployment deployment = new MemoryNonces.Deployment();
  private final Nonces nonces = node(HOUR);

  @Test
  void aNonceIsBase64UrlWithoutPaddingAndTakenOnceByEveryNodeOfTheKey() {
    String text = nonces.mint();
    assertThat(text).matches("[A-Za-z0-9_-]{55}");
    Nonces otherNode = node(Duration.ofMinutes(1));
    assertThat(otherNode.read(decoded(text))).isEqualTo(nonces.read(decoded(text)));
    otherNode.take(decoded(text));
    assertBad(decoded(text));
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
  void noLifetimeIsShorterThanASecond() {
    assertThatThrownBy(() -> node(Duration.ofMillis(999)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// Made at the clock's first instant, with a lifetime of an hour, by the version before.
  @Test
  void aNonceOfTheVersionBeforeIsTakenOnceUntilItExpires() {
    String first = "A0P2zjAADhAAAQIDBAUGBwgJCgsMDQ4P1eMyX-vKnN3JsiZH5J1Iug";
    assertThat(nonces.read(decoded(first)))
        .isInstanceOfSatisfying(
            Nonce.Former.class,
            former -> {
              assertThat(former.minted()).isEqualTo(clock.instant());
              assertThat(former.expires()).isEqualTo(clock.instant().plus(HOUR));
              assertThat(former.id().hex()).isEqualTo("000102030405060708090a0b0c0d0e0f");
            });
    node(HOUR).take(decoded(first));
    assertBad(decoded(first));
    clock.advance(HOUR);
    assertBad(decoded(first));
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
    Nonces foreign = new Nonces(key, HOUR, new MemoryNonces(deployment), clock);
    assertBad(decoded(foreign.mint()));
  }

  private Nonces node(Duration lifetime) {
    return new Nonces(KEY, lifetime, new MemoryNonces(deployment), clock);
  }

  private void assertBad(byte[] octets) {
    assertThatThrownBy(() -> nonces.take(octets))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.reason()).isEqualTo(Reason.BAD_NONCE));
  }

  private static byte[] decoded(String text) {
    return Base64.getUrlDecoder().decode(text);
  }
}
