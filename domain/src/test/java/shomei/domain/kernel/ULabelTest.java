package shomei.domain.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.text.UnicodeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// IDNA2008, with ICU for a judge: what UTS #46 takes, without the symbols that RFC 5892 leaves
/// out.
final class ULabelTest {
  private static final IDNA UTS_46 =
      IDNA.getUTS46Instance(
          IDNA.USE_STD3_RULES
              | IDNA.CHECK_BIDI
              | IDNA.CHECK_CONTEXTJ
              | IDNA.CHECK_CONTEXTO
              | IDNA.NONTRANSITIONAL_TO_ASCII
              | IDNA.NONTRANSITIONAL_TO_UNICODE);

  private static final UnicodeSet RFC_5892 =
      new UnicodeSet("[-a-z0-9[:Ll:][:Lu:][:Lo:][:Lm:][:Mn:][:Mc:][:Nd:]]")
          .removeAll(
              new UnicodeSet(
                  "[[:Hangul_Syllable_Type=L:][:Hangul_Syllable_Type=V:]"
                      + "[:Hangul_Syllable_Type=T:]\\u0640\\u07FA\\u302E\\u302F"
                      + "\\u3031-\\u3035\\u303B]"))
          .addAll(
              new UnicodeSet("[\\u00B7\\u0375\\u05F3\\u05F4\\u06FD\\u06FE\\u0F0B\\u3007\\u30FB]"))
          .freeze();

  @Test
  void everyCharacterIsJudgedAsIcuJudgesIt() {
    List<String> different = new ArrayList<>();
    IntStream.rangeClosed(0x80, Character.MAX_CODE_POINT)
        .filter(c -> Character.isDefined(c) && Character.getType(c) != Character.SURROGATE)
        .forEach(
            c -> {
              // a letter that nothing composes with before it, and one of its own script
              for (String text : List.of("一" + Character.toString(c), Character.toString(c))) {
                if (ULabel.isValid(text) != icu(text)) {
                  different.add(Integer.toHexString(c));
                }
              }
            });
    assertThat(different).isEmpty();
  }

  @Test
  void soIsEveryMixture() {
    Random random = new Random(5891);
    int[] some = "al-19éß·ͷ͵α־אב׳״٠١۰۱ابی्कीヴ・あ亜한ᏣꮳςΣ́̃".codePoints().toArray();
    for (int round = 0; round < 200_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i <= random.nextInt(6); i++) {
        text.appendCodePoint(some[random.nextInt(some.length)]);
      }
      String label = text.toString();
      if (label.chars().anyMatch(c -> c > 127)) {
        assertThat(ULabel.isValid(label)).as(label).isEqualTo(icu(label));
      }
    }
  }

  @Test
  void decodingIsTheReverseOfIcusEncoding() {
    Random random = new Random(3492);
    for (int round = 0; round < 50_000; round++) {
      String label =
          random
              .ints(1 + random.nextInt(12), 'a', 0x3000)
              .filter(c -> Character.isLetter(c))
              .mapToObj(Character::toString)
              .reduce("é", String::concat);
      if (icu(label)) {
        StringBuilder ascii = new StringBuilder();
        UTS_46.labelToASCII(label, ascii, new IDNA.Info());
        assertThat(Punycode.decode(ascii.substring(4))).contains(label);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "a-", "99999999999", "a-9999999999999", "0", "zzzzzzzzzzzz"})
  void whatIsNoPunycodeDecodesToNothing(String text) {
    assertThat(Punycode.decode(text)).isEmpty();
  }

  private static boolean icu(String label) {
    IDNA.Info info = new IDNA.Info();
    StringBuilder out = new StringBuilder();
    UTS_46.labelToUnicode(label, out, info);
    return !info.hasErrors() && out.toString().equals(label) && RFC_5892.containsAll(label);
  }
}
