package shomei.web.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClientAddressTest {
  private final ClientAddress addresses = new ClientAddress(Set.of("10.0.0.1", "10.0.0.2"));

  @Test
  void whatAStrangerSaysOfItselfIsNotBelieved() {
    assertThat(addresses.of("192.0.2.7", "198.51.100.1")).isEqualTo("192.0.2.7");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "'198.51.100.1, 192.0.2.7', 192.0.2.7",
    "'198.51.100.1,192.0.2.7 , 10.0.0.2', 192.0.2.7",
    "2001:db8::1, 2001:db8::1",
    "'evil\n, 192.0.2.7', 192.0.2.7",
    "'192.0.2.7, evil', 10.0.0.1",
    "198.51.100.3:51234, 198.51.100.3",
    "'192.0.2.7:1, 10.0.0.2:2', 192.0.2.7",
    "[2001:db8::1]:51234, 2001:db8::1",
    "[2001:db8::1], 2001:db8::1",
    "192.0.2.7:, 10.0.0.1",
    "[192.0.2.7:1, 10.0.0.1",
    "192.0.2.7:evil, 10.0.0.1",
    "evil.example, 10.0.0.1",
    "'', 10.0.0.1"
  })
  void aProxyIsBelievedUpToTheFirstAddressThatIsNoProxy(String forwarded, String client) {
    assertThat(addresses.of("10.0.0.1", forwarded)).isEqualTo(client);
  }

  @Test
  void withoutTheHeaderThePeerCounts() {
    assertThat(addresses.of("10.0.0.1", null)).isEqualTo("10.0.0.1");
  }
}
