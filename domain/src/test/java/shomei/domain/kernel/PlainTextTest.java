package shomei.domain.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class PlainTextTest {
  private static final String PIN = "1234ａｂ\n";

  @Test
  void utf8IsReadWithAndWithoutAByteOrderMark() {
    assertThat(PlainText.of(PIN.getBytes(StandardCharsets.UTF_8))).contains(PIN);
    assertThat(PlainText.of(("\uFEFF" + PIN).getBytes(StandardCharsets.UTF_8))).contains(PIN);
  }

  @Test
  void utf16IsReadByItsByteOrderMark() {
    assertThat(PlainText.of(("\uFEFF" + PIN).getBytes(StandardCharsets.UTF_16LE))).contains(PIN);
    assertThat(PlainText.of(("\uFEFF" + PIN).getBytes(StandardCharsets.UTF_16BE))).contains(PIN);
  }

  @Test
  void whatIsNotSurelyTextIsNone() {
    assertThat(PlainText.of("1234".getBytes(StandardCharsets.UTF_16LE))).isEmpty();
    assertThat(PlainText.of("暗証".getBytes(Charset.forName("windows-31j")))).isEmpty();
    assertThat(PlainText.of(new byte[] {(byte) 0xff, (byte) 0xfe, 'a'})).isEmpty();
  }
}
