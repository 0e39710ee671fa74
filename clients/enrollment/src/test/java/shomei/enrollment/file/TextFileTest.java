package shomei.enrollment.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TextFileTest {
  @TempDir Path folder;

  static Stream<Arguments> encodings() {
    return Stream.of(
        Arguments.of("UTF-8", StandardCharsets.UTF_8, ""),
        Arguments.of("UTF-8 with a mark, as Notepad writes it", StandardCharsets.UTF_8, "\uFEFF"),
        Arguments.of("UTF-16LE with a mark, as PowerShell", StandardCharsets.UTF_16LE, "\uFEFF"),
        Arguments.of("UTF-16BE with a mark", StandardCharsets.UTF_16BE, "\uFEFF"),
        Arguments.of("UTF-16LE without one", StandardCharsets.UTF_16LE, ""),
        Arguments.of("UTF-16BE without one", StandardCharsets.UTF_16BE, ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("encodings")
  void textIsReadWhateverEditorSavedIt(String name, Charset charset, String mark) throws Exception {
    Path file = Files.write(folder.resolve("file"), (mark + "p4ss 暗証\r\nmore").getBytes(charset));

    String text = TextFile.read(file);

    assertThat(text).isEqualTo("p4ss 暗証\r\nmore");
    assertThat(TextFile.firstLine(text)).isEqualTo("p4ss 暗証");
  }

  @Test
  void anotherEncodingIsNotGuessed() throws Exception {
    Path file = Files.write(folder.resolve("file"), "暗証".getBytes(Charset.forName("Shift_JIS")));

    assertThatThrownBy(() -> TextFile.read(file)).isInstanceOf(CharacterCodingException.class);
  }

  @Test
  void anEmptyFileHasAnEmptyFirstLine() throws Exception {
    assertThat(TextFile.firstLine(TextFile.read(Files.createFile(folder.resolve("file")))))
        .isEmpty();
  }
}
