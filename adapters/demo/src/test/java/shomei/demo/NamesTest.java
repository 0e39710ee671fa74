package shomei.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class NamesTest {
  private static final String QUESTION = "0377777707" + "6578616d706c6503636f6d00";

  @Test
  void anyNameIsThisMachine() {
    assertThat(answer("abcd01000001000000000000" + QUESTION + "00010001"))
        .isEqualTo(
            "abcd85000001000100000000"
                + QUESTION
                + "00010001"
                + "c00c00010001000000000004"
                + "7f000001");
  }

  @Test
  void otherQuestionsHaveAnEmptyAnswer() {
    assertThat(answer("abcd01000001000000000000" + QUESTION + "001c0001"))
        .isEqualTo("abcd85000001000000000000" + QUESTION + "001c0001");
  }

  @Test
  void whatIsNoQuestionHasNone() {
    assertThat(answer("")).isEqualTo("none");
    assertThat(answer("abcd01000001000000000000" + "3f77")).isEqualTo("none");
    assertThat(answer("abcd81000001000000000000" + QUESTION + "00010001")).isEqualTo("none");
  }

  private static String answer(String query) {
    return Names.answer(ByteBuffer.wrap(HexFormat.of().parseHex(query)))
        .map(HexFormat.of()::formatHex)
        .orElse("none");
  }
}
