package shomei.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class TableTest {
  private static final String FORGED = "x\n2026-11-29 operator:root\u001b[2K\u202e\u009b";

  @Test
  void aNameForgesNoLineAndMovesNoCursor() {
    assertThat(print(false, FORGED))
        .hasLineCount(2)
        .contains("x\\u{a}2026-11-29 operator:root\\u{1b}[2K\\u{202e}\\u{9b}");
  }

  @Test
  void jsonKeepsItsMeaningWithoutTheCharactersThemselves() throws Exception {
    String json = print(true, FORGED);
    assertThat(json).hasLineCount(1).matches("[ -~\n]*");
    assertThat(new ObjectMapper().readTree(json).get("name").asText()).isEqualTo(FORGED);
  }

  @Test
  void otherLettersStayAsTheyAre() {
    assertThat(print(false, "鈴木商事 𠮷田")).contains("鈴木商事 𠮷田");
    assertThat(print(true, "鈴木商事 𠮷田")).contains("鈴木商事 𠮷田");
  }

  private static String print(boolean json, String cell) {
    var text = new StringWriter();
    new Table("name").row(cell).print(new PrintWriter(text), json);
    return text.toString();
  }
}
