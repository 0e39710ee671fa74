package shomei.domain.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DnsNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.net",
        "a.b.c.d.example.net",
        "1.example.net",
        "a-b.example.net",
        "xn--wgv71a119e.jp",
        // IDNA2008: a sharp s, another one, a final sigma
        "xn--fa-hia.de",
        "www.xn--strae-oqa.de",
        "xn--nxasmm1c.gr",
        "*.example.net",
        "123.net"
      })
  void namesAreReadAndWrittenAlike(String text) {
    assertThat(DnsName.parse(text)).hasToString(text);
  }

  @Test
  void upperCaseIsTheSameName() {
    assertThat(DnsName.parse("*.Example.NET")).isEqualTo(new DnsName("example.net", true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "net",
        "localhost",
        ".example.net",
        "example.net.",
        "a..example.net",
        "-a.example.net",
        "a-.example.net",
        "a_b.example.net",
        "a b.example.net",
        "a\u0000.example.net",
        "example.net:443",
        "https://example.net",
        "192.0.2.1",
        "[2001:db8::1]",
        "2001:db8::1",
        "例え.jp",
        "xn--.jp",
        // a quotation mark inside, a snowman, an emoji, a capital, a zero-width joiner
        "xn--bcher-kva8445foa.de",
        "xn--n3h.com",
        "xn--ls8h.la",
        "xn--a-ecp.ru",
        "xn--ab-m1t.com",
        "xn--a.jp",
        "xn--80ak6aa92e-.com",
        "ab--cd.example.net",
        "*",
        "*.net",
        "*.*.example.net",
        "a.*.example.net",
        "a*.example.net",
        "example.1",
      })
  void otherTextsAreNone(String text) {
    assertMalformed(text);
  }

  @Test
  void labelsAndNamesAreBounded() {
    String label = "a".repeat(63);
    assertThat(DnsName.parse(label + ".net").base()).hasSize(67);
    assertMalformed(label + "a.net");
    String longest = (label + ".").repeat(3) + "b".repeat(57) + ".net";
    assertThat(longest).hasSize(253);
    assertThat(DnsName.parse(longest).base()).isEqualTo(longest);
    assertMalformed("c" + longest);
    assertMalformed("*." + longest);
  }

  @Test
  void aNameLiesWithinItselfAndWhatIsAboveIt() {
    DnsName name = DnsName.parse("a.example.net");
    assertThat(name.within("a.example.net")).isTrue();
    assertThat(name.within("example.net")).isTrue();
    assertThat(name.within("ample.net")).isFalse();
    assertThat(name.within("b.a.example.net")).isFalse();
  }

  private static void assertMalformed(String text) {
    assertThatThrownBy(() -> DnsName.parse(text))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.reason()).isEqualTo(Reason.MALFORMED));
  }
}
