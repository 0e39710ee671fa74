package shomei.domain.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MailAddressTest {
  @ParameterizedTest
  @CsvSource({
    "taro@example.jp, taro@example.jp",
    "Taro.S+x@Example.JP, Taro.S+x@Example.JP",
    "\"taro..s.\"@docomo.ne.jp, \"taro..s.\"@docomo.ne.jp",
    "taro..s.@docomo.ne.jp, \"taro..s.\"@docomo.ne.jp",
    "taro.@ezweb.ne.jp, \"taro.\"@ezweb.ne.jp",
    ".taro@ezweb.ne.jp, \".taro\"@ezweb.ne.jp",
    "\"taro.s\"@example.jp, taro.s@example.jp",
  })
  void anAddressIsReadAsItsOneForm(String written, String address) {
    assertThat(MailAddress.parse(written)).contains(address);
    assertThat(MailAddress.parse(address)).contains(address);
    assertThat(MailAddress.parse(written)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "@example.jp",
        "a@b",
        "\"\"@example.jp",
        "\"@example.jp",
        "\"a b\"@example.jp",
        "\"a@b\"@example.jp",
        "\"a\\\"b\"@example.jp",
        "\"a,b\"@example.jp",
        "\"a\r\nBcc: b@example.jp\"@example.jp",
        "a\"..\"b@example.jp",
        "a@example.jp\r\nBcc: b@example.jp",
        "a b@example.jp",
        "太郎@example.jp",
        "a@[192.0.2.1]"
      })
  void whatIsNoAddressIsRefused(String text) {
    assertThat(MailAddress.parse(text)).isEmpty();
    assertThat(MailAddress.parse(text)).isEmpty();
  }

  @Test
  void quotesCountAsTheServersCountThem() {
    assertThat(MailAddress.parse("a".repeat(64) + "@example.jp")).isPresent();
    assertThat(MailAddress.parse("a".repeat(65) + "@example.jp")).isEmpty();
    assertThat(MailAddress.parse("a".repeat(61) + ".@example.jp")).isPresent();
    assertThat(MailAddress.parse("a".repeat(62) + ".@example.jp")).isEmpty();
  }
}
