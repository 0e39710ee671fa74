package shomei.domain.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NetworkTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.0/24",
    "192.0.2.255, 192.0.2.0/24",
    "::ffff:192.0.2.9, 192.0.2.0/24",
    "2001:db8:1:2345::1, 2001:db8:1:2300:0:0:0:0/56",
    "2001:db8:1:23ff:ffff:ffff:ffff:ffff, 2001:db8:1:2300:0:0:0:0/56"
  })
  void anAddressIsOfItsNetwork(String address, String network) {
    assertThat(Network.of(address)).hasToString(network);
  }

  @Test
  void neighboursAreOneAndOthersAreNot() {
    assertThat(Network.of("192.0.2.1")).isNotEqualTo(Network.of("192.0.3.1"));
    assertThat(Network.of("2001:db8:1:2300::1")).isNotEqualTo(Network.of("2001:db8:1:2400::1"));
  }

  @Test
  void whatIsNoAddressIsANetworkOfItsOwn() {
    assertThat(Network.of("")).isNotEqualTo(Network.of("localhost"));
    assertThat(Network.of("localhost")).isEqualTo(Network.of("localhost"));
  }
}
