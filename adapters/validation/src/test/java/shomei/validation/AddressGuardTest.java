package shomei.validation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "2001:0:1::1",
        "fec0::1"
      })
  void anAddressThatIsNotPublicIsBarred(String address) {
    assertThatThrownBy(() -> new AddressGuard(List.of()).check(InetAddress.ofLiteral(address)))
        .isInstanceOf(LookFailed.class);
  }

  @Test
  void anIpv4AddressInIpv6ClothesIsBarredToo() {
    assertThatThrownBy(
            () -> new AddressGuard(List.of()).check(InetAddress.ofLiteral("::ffff:127.0.0.1")))
        .isInstanceOf(LookFailed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"93.184.216.34", "172.32.0.1", "11.0.0.1", "2606:2800:220:1::1"})
  void aPublicAddressIsLetThrough(String address) {
    assertThatCode(() -> new AddressGuard(List.of()).check(InetAddress.ofLiteral(address)))
        .doesNotThrowAnyException();
  }

  @Test
  void aRangeThatTheConfigurationAllowsIsLetThroughAndNoOther() {
    AddressGuard guard = new AddressGuard(List.of("127.0.0.0/8", "::1/128"));

    assertThatCode(() -> guard.check(InetAddress.ofLiteral("127.9.9.9")))
        .doesNotThrowAnyException();
    assertThatCode(() -> guard.check(InetAddress.ofLiteral("::1"))).doesNotThrowAnyException();
    assertThatThrownBy(() -> guard.check(InetAddress.ofLiteral("10.0.0.1")))
        .isInstanceOf(LookFailed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"everything", "127.0.0.1/99", ""})
  void aRangeThatIsNoneIsAFaultOfTheConfiguration(String range) {
    assertThatThrownBy(() -> new AddressGuard(List.of(range)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
