package shomei.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.kernel.Refusal;

final class CsvFileTest {
  @TempDir Path folder;

  @Test
  void aSpreadsheetsFileIsReadWithItsLineNumbers() throws IOException {
    Path file = write("\uFEFFid,name\r\n1,\"Suzuki, Ltd.\r\nTokyo\"\r\n\r\n2, 鈴木 \r\n");
    assertThat(CsvFile.read(file, List.of("id", "name"), List.of()))
        .containsExactly(
            new CsvFile.Row(2, Map.of("id", "1", "name", "Suzuki, Ltd.\r\nTokyo")),
            new CsvFile.Row(4, Map.of("id", "2", "name", "鈴木")));
  }

  @Test
  void missingAndUnknownColumnsAreRefusedByName() throws IOException {
    assertThatThrownBy(() -> CsvFile.read(write("id,nmae\n"), List.of("id", "name"), List.of("x")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("must name the columns id,name, and may name x; it names id,nmae");
  }

  @Test
  void aLineOfOtherLengthIsRefusedByItsNumber() throws IOException {
    Path file = write("id,name\n1,a\n2\n");
    assertThatThrownBy(() -> CsvFile.read(file, List.of("id", "name"), List.of()))
        .hasMessageContaining("line 3 has 1 columns, not 2");
  }

  @Test
  void aFileInAJapaneseCharacterSetIsRefusedInClearWords() throws IOException {
    Path file = folder.resolve("sjis.csv");
    Files.writeString(file, "id,name\n1,鈴木\n", Charset.forName("windows-31j"));
    assertThatThrownBy(() -> CsvFile.read(file, List.of("id", "name"), List.of()))
        .hasMessageEndingWith(file + ": is not text in UTF-8: save it again as UTF-8");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("list.csv"), text, StandardCharsets.UTF_8);
  }
}
