package shomei.web.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConnectionSharesTest {
  private static final int TOTAL = 512;
  private static final int OF_STRANGERS = TOTAL / 32;
  private static final int OF_KNOWN = TOTAL / 8;

  private final AtomicLong now = new AtomicLong();
  private final ConnectionShares shares =
      new ConnectionShares(TOTAL, Set.of("10.0.0.1"), false, now::get);

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.254, 192.0.3.1",
    "2001:db8:0:1::1, 2001:db8:0:ff:1::1, 2001:db8:0:100::1"
  })
  void aNetworkHasItsShareAndTakesNothingOfOthers(String first, String neighbour, String other) {
    assertThat(entered(first, TOTAL)).isEqualTo(OF_STRANGERS);
    assertThat(entered(neighbour, 1)).isZero();
    assertThat(entered(other, TOTAL)).isEqualTo(OF_STRANGERS);
  }

  @Test
  void whatIsClosedMayBeOpenedAgain() {
    entered("192.0.2.1", TOTAL);
    shares.leave(ip("192.0.2.1"));
    later();
    assertThat(entered("192.0.2.2", 2)).isOne();
  }

  @Test
  void handshakesThatComeAndGoAreNoMoreInASecondThanTheShare() {
    int accepted = 0;
    for (int i = 0; i < 1000; i++) {
      if (shares.enter(ip("192.0.2.1"))) {
        accepted++;
        shares.leave(ip("192.0.2.1"));
      }
    }
    assertThat(accepted).isEqualTo(OF_STRANGERS);
    later();
    assertThat(entered("192.0.2.1", 1)).isOne();
  }

  @Test
  void whoWasServedLatelyHasMoreAndTheReserve() {
    shares.served(ip("198.51.100.7"));
    for (int network = 0; network < 256; network++) {
      entered("203.0." + network + ".1", 4);
    }
    assertThat(entered("192.0.2.1", 1)).isZero();
    assertThat(entered("198.51.100.9", TOTAL)).isEqualTo(OF_KNOWN);
    now.addAndGet(Duration.ofDays(2).toNanos());
    assertThat(entered("198.51.100.9", 1)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.1", "127.0.0.1", "::1"})
  void proxiesAndThisMachineSpeakForMany(String address) {
    assertThat(entered(address, TOTAL + 1)).isEqualTo(TOTAL);
    assertThat(entered("192.0.2.1", 1)).isZero();
  }

  @Test
  void whereProxiesSayWhoTheClientIsNobodyElseIsLetIn() {
    var behind = new ConnectionShares(TOTAL, Set.of("10.0.0.1"), true, now::get);
    assertThat(behind.enter(ip("192.0.2.1"))).isFalse();
    assertThat(behind.enter(ip("10.0.0.1"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0, 10", "256, 10", "384, 5", "486, 1", "512, 1"})
  void patienceIsShorterWhereFewAreLeft(int open, int seconds) {
    entered("127.0.0.1", open);
    assertThat(shares.patience(Duration.ofSeconds(10))).isEqualTo(Duration.ofSeconds(seconds));
  }

  private int entered(String address, int tries) {
    int entered = 0;
    for (int i = 0; i < tries; i++) {
      entered += shares.enter(ip(address)) ? 1 : 0;
    }
    return entered;
  }

  private void later() {
    now.addAndGet(Duration.ofMillis(1001).toNanos());
  }

  private static InetAddress ip(String address) {
    return InetAddress.ofLiteral(address);
  }
}
