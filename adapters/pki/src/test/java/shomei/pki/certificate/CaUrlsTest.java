package shomei.pki.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CaUrlsTest {
  @Test
  void addressesLieBelowTheBase() {
    CaUrls urls = new CaUrls("http://ca.example.jp/pki");

    assertThat(urls.crl("kita-g1", 0)).isEqualTo("http://ca.example.jp/pki/ca/kita-g1.crl");
    assertThat(urls.certificate("root")).isEqualTo("http://ca.example.jp/pki/ca/root.cer");
    assertThat(urls.ocsp("kita-g1")).isEqualTo("http://ca.example.jp/pki/ocsp/kita-g1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://ca.example.jp",
        "http://ca.example.jp/",
        "http://ca.example.jp?x",
        "http://ca.example.jp#x",
        "http://me@ca.example.jp",
        "http:///ca",
        "ca.example.jp",
        "ldap://ca.example.jp",
        "http://ca example.jp"
      })
  void otherBasesAreRefused(String base) {
    assertThatThrownBy(() -> new CaUrls(base)).isInstanceOf(IllegalArgumentException.class);
  }
}
