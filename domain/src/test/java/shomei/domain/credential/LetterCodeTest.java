package shomei.domain.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A code is copied from paper by people.
final class LetterCodeTest {
  private static final LetterCode CODE = LetterCode.typed("K7Q2MXD93TFA");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "K7Q2-MXD9-3TFA",
        "k7q2-mxd9-3tfa",
        " K7Q2 MXD9 3TFA ",
        "K7Q2MXD93TFA\r\n",
        "Ｋ７Ｑ２－ＭＸＤ９－３ＴＦＡ",
        "ｋ７ｑ２　ｍｘｄ９　３ｔｆａ",
        "K7Q2ーMXD9ー3TFA",
        "K7Q2ｰMXD9ｰ3TFA",
        "K7Q2\u2010MXD9\u20133TFA",
        "K7Q2\u2212MXD9\u00a03TFA"
      })
  void howItIsTypedDoesNotMatter(String typed) {
    assertThat(LetterCode.typed(typed).octets()).isEqualTo(CODE.octets());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "K7Q2-MXD9-3TF",
        "K7Q2-MXD9-3TFAA",
        "K7Q2-MXD9-3TFÄ",
        "07Q2-MXD9-3TFA",
        "----"
      })
  void whatCanBeNoCodeIsNobodys(String typed) {
    assertThat(LetterCode.typed(typed).octets()).isEmpty();
  }

  @Test
  void whatNobodyTypesIsNotEvenLookedAt() {
    assertThat(LetterCode.typed(" ".repeat(100_000) + "K7Q2MXD93TFA").octets()).isEmpty();
  }

  @Test
  void aCodeIsPrintedInGroupsAndTypedBackAsItWas() {
    LetterCode drawn = LetterCode.draw(new SecureRandom());
    assertThat(drawn.text()).matches("([2-9A-HJKMNP-Z]{4}-){2}[2-9A-HJKMNP-Z]{4}");
    assertThat(LetterCode.typed(drawn.text()).octets()).isEqualTo(drawn.octets());
    assertThat(drawn.toString()).isEqualTo("LetterCode[…]");
  }

  @Test
  void everySignStandsInEveryPlaceSoThatThereAreFiftyNineBits() {
    Random random = new Random(1);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 2000; i++) {
      byte[] code = LetterCode.draw(random).octets();
      for (int place = 0; place < code.length; place++) {
        seen.add(place + ":" + code[place]);
      }
    }
    assertThat(seen).hasSize(12 * 31);
  }
}
