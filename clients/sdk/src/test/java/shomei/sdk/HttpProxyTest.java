package shomei.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpProxyTest {

  @ParameterizedTest
  @ValueSource(strings = {"proxy.test:3128", "http://proxy.test:3128", "HTTP://proxy.test:3128/"})
  void aProxyIsNamedByItsAddressWithOrWithoutTheScheme(String text) {
    HttpProxy proxy = HttpProxy.parse(text);
    assertThat(proxy.host()).isEqualTo("proxy.test");
    assertThat(proxy.port()).isEqualTo(3128);
    assertThat(proxy.login()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "user:pass, user, pass",
    "user:p%40ss, user, p@ss",
    "us%3Aer:p%3Ass, us:er, p:ss",
    "user:pa:ss, user, pa:ss",
    "user:a+b, user, a+b",
    "user:%E3%83%91, user, パ",
    "user, user, ''"
  })
  void itsLoginIsPercentDecoded(String userInfo, String user, String password) {
    assertThat(HttpProxy.parse("http://" + userInfo + "@proxy.test:3128").login())
        .contains(new HttpProxy.Login(user, password));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "proxy.test",
        "https://user:secret@proxy.test:3128",
        "socks5://user:secret@proxy.test:3128",
        "http://user:secret@proxy.test:3128/path",
        "http://user:secret@proxy.test:99999",
        "http://user:se cret@proxy.test:3128",
        "http://user:secret%zz@proxy.test:3128",
        "http://user:secret@:3128"
      })
  void whatIsNoProxyIsRefusedAndNotRepeated(String text) {
    assertThatThrownBy(() -> HttpProxy.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("cret");
  }

  @Test
  void aLoginShowsNoPassword() {
    assertThat(HttpProxy.parse("http://user:p%40ss@proxy.test:3128").toString())
        .contains("user")
        .doesNotContain("p@ss", "p%40ss");
  }
}
