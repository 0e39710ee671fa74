package shomei.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.protocol.problem.ProblemException;

class Base64UrlTest {

  /// RFC 7515 appendix C.
  @Test
  void theExampleOfRfc7515() {
    assertThat(Base64Url.encode(new byte[] {3, (byte) 236, (byte) 255, (byte) 224, (byte) 193}))
        .isEqualTo("A-z_4ME");
    assertThat(Base64Url.decode("A-z_4ME", "value")).containsExactly(3, 236, 255, 224, 193);
  }

  @Test
  void everyOctetStringComesBack() {
    Random random = new Random(7515);
    for (int length = 0; length < 100; length++) {
      byte[] octets = new byte[length];
      random.nextBytes(octets);
      assertThat(Base64Url.decode(Base64Url.encode(octets), "value")).isEqualTo(octets);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A-z_4ME=",
        "A+z/4ME",
        "A-z_ 4ME",
        "A-z_4ME\n",
        "A-z_4MF",
        "A",
        "AAAAA",
        "=",
        "Ā",
        "AB"
      })
  void anyOtherTextIsRefusedWithoutBeingRepeated(String text) {
    assertThatThrownBy(() -> Base64Url.decode(text, "value"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("'value'")
        .hasMessageNotContaining("A-z");
  }
}
