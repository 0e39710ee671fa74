package shomei.pki.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.kernel.IssuerId;
import shomei.pki.Book;
import shomei.pki.TestAuthority;
import shomei.pki.TestClock;
import shomei.pki.key.CryptoToken;
import shomei.pki.key.KeyKind;

/// When a CA's delegate is certified anew.
final class DelegatesTest {
  @TempDir private Path folder;
  private final TestClock clock = new TestClock();
  private final Book history = new Book();
  private IssuerId ca;
  private TokenAuthorities authorities;
  private Delegates delegates;

  @BeforeEach
  void open() throws IOException {
    CryptoToken keys = TestAuthority.keys(folder.resolve("keys.p12"));
    TestAuthority test = new TestAuthority(keys, clock);
    ca = test.create(TestAuthority.KITA, 1, KeyKind.P256).id();
    authorities = new TokenAuthorities(keys, test.issuers, clock);
    delegates = new Delegates(Purpose.OCSP, keys, authorities, history, clock, new SecureRandom());
  }

  @Test
  void oneThatNobodyUsesIsCertifiedAnewInTimeAllTheSame() {
    delegates.prepare(ca);
    clock.advance(Duration.ofDays(19));
    delegates.renew();
    assertThat(history.entries).hasSize(1);
    clock.advance(Duration.ofDays(4));
    delegates.renew();
    delegates.renew();
    assertThat(history.entries).hasSize(2);
    assertThat(delegates.ends().get(ca)).isAfter(clock.instant().plus(Duration.ofDays(29)));
  }

  @Test
  void inTheLastDaysOfItsCaItIsNotCertifiedAgainWithEachUse() {
    Instant end = authorities.find(ca).orElseThrow().notAfter();
    clock.advance(Duration.between(clock.instant(), end).minusDays(5));
    delegates.prepare(ca);
    int before = history.entries.size();
    delegates.prepare(ca);
    delegates.renew();
    clock.advance(Duration.ofDays(6));
    delegates.renew();
    assertThat(history.entries).hasSize(before);
    assertThat(delegates.ends()).containsEntry(ca, end);
  }
}
