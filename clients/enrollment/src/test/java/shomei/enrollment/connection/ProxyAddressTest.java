package shomei.enrollment.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.sdk.HttpProxy;

final class ProxyAddressTest {
  private static final URI SERVER = URI.create("https://ca.bank.example/directory");

  @Test
  void theLoginInTheEnvironmentsAddressIsDecoded() {
    Optional<HttpProxy> proxy =
        ProxyAddress.ofEnvironment(
            Map.of("https_proxy", "http://user:p%40ss+1@proxy:3128"), SERVER);

    assertThat(proxy)
        .contains(new HttpProxy("proxy", 3128, Optional.of(new HttpProxy.Login("user", "p@ss+1"))));
  }

  @Test
  void anAddressThatIsNoneIsToldWithoutItsLogin() {
    assertThatThrownBy(() -> ProxyAddress.parse("socks5://user:sesame@proxy:1"))
        .isInstanceOfSatisfying(
            EnrollmentException.class,
            told ->
                assertThat(told.failure())
                    .isEqualTo(new Failure.BadProxyAddress("socks5://proxy:1")));
  }

  @ParameterizedTest
  @CsvSource({
    "ca.bank.example, false",
    ".bank.example, false",
    "'other.example, bank.example', false",
    "*, false",
    "other.example, true",
    "ank.example, true",
    "'', true"
  })
  void someHostsAreSpared(String spared, boolean used) {
    Map<String, String> environment = Map.of("HTTPS_PROXY", "proxy:3128", "no_proxy", spared);

    assertThat(ProxyAddress.ofEnvironment(environment, SERVER).isPresent()).isEqualTo(used);
  }
}
