package shomei.protocol.json;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.protocol.problem.ProblemException;
import shomei.protocol.problem.ProblemType;

/// What JSON may come in, and how it goes out.
class JsonTest {

  record Message(
      @Nullable String text,
      @Nullable Integer number,
      @Nullable Boolean flag,
      @Nullable List<String> list,
      @Nullable Instant moment) {}

  @Test
  void unknownMembersAreIgnored() {
    assertThat(read("{\"text\":\"a\",\"foreign\":{\"deep\":[1]}}").text()).isEqualTo("a");
  }

  @Test
  void nullIsAsGoodAsAbsent() {
    assertThat(read("{\"text\":null,\"list\":null}")).isEqualTo(read("{}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{}}",
        "{} {}",
        "{},",
        "{\"text\":\"a\",\"text\":\"b\"}",
        "{\"foreign\":{\"a\":1,\"a\":1}}",
        "{'text':'a'}",
        "{text:\"a\"}",
        "{\"text\":\"a\",}",
        "{\"number\":01}",
        "{\"number\":NaN}",
        "{\"number\":+1}",
        "{/**/}",
        "{\"text\":\"\t\"}",
        "{\"text\":\"\\u0000\"}",
        "{\"text\":\"\\ud800\"}",
        "{\"text\":\"\\udc00\\ud800\"}",
        "{\"\\ud800\":1}",
        "\uFEFF{}"
      })
  void whatIsNotStrictJsonIsMalformed(String document) {
    assertMalformed(document.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\":1}",
        "{\"text\":1.5}",
        "{\"text\":true}",
        "{\"text\":[\"a\"]}",
        "{\"text\":{}}",
        "{\"number\":\"1\"}",
        "{\"number\":1.5}",
        "{\"number\":1.0}",
        "{\"number\":true}",
        "{\"number\":99999999999}",
        "{\"flag\":\"true\"}",
        "{\"flag\":1}",
        "{\"flag\":\"\"}",
        "{\"list\":\"a\"}",
        "{\"list\":{}}",
        "{\"list\":[1]}",
        "{\"list\":[null]}",
        "{\"moment\":1}",
        "{\"moment\":\"\"}",
        "{\"moment\":\"2026-11-21\"}",
        "{\"moment\":\"2026-11-21T09:00Z\"}",
        "{\"moment\":\"2026-11-21T09:00:00\"}",
        "{\"moment\":\"2026-02-30T09:00:00Z\"}",
        "{\"moment\":\"+12026-02-20T09:00:00Z\"}",
        "[]",
        "\"text\"",
        "7",
        "null"
      })
  void noTypeIsTakenForAnother(String document) {
    assertMalformed(document.getBytes(UTF_8));
  }

  @Test
  void onlyUtf8IsRead() {
    assertMalformed("{\"text\":\"a\"}".getBytes(UTF_16));
    assertMalformed(new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'});
    assertMalformed(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'});
    assertMalformed(new byte[] {'"', (byte) 0xFF, '"'});
    assertThat(read("{\"text\":\"日本 \\ud83d\\ude00\"}").text()).isEqualTo("日本 😀");
  }

  @Test
  void depthSizeAndNumbersAreBounded() {
    assertThat(read("{\"foreign\":" + "[".repeat(15) + "]".repeat(15) + "}")).isNotNull();
    assertMalformed(("{\"foreign\":" + "[".repeat(16) + "]".repeat(16) + "}").getBytes(UTF_8));
    assertMalformed("[".repeat(100_000).getBytes(UTF_8));
    assertMalformed(("{\"number\":" + "1".repeat(33) + "}").getBytes(UTF_8));
    assertMalformed(("{\"" + "n".repeat(60_000) + "\":1}").getBytes(UTF_8));
    assertMalformed(("\"" + "a".repeat(Json.MAX_OCTETS) + "\"").getBytes(UTF_8));
    assertThat(read("{\"foreign\":1e999999999}")).isNotNull();
  }

  @Test
  void offsetsAreReadAndUtcIsWritten() {
    Instant noon = Instant.parse("2026-11-21T03:00:00.5Z");
    assertThat(read("{\"moment\":\"2026-11-21T12:00:00.5+09:00\"}").moment()).isEqualTo(noon);
    assertThat(new String(Json.write(new Message(null, null, null, null, noon)), UTF_8))
        .isEqualTo("{\"moment\":\"2026-11-21T03:00:00.500Z\"}");
  }

  @Test
  void absentMembersAreLeftOut() {
    assertThat(new String(Json.write(new Message(null, 1, null, List.of(), null)), UTF_8))
        .isEqualTo("{\"number\":1,\"list\":[]}");
  }

  @Test
  void aProblemTellsThePlaceAndNeverTheValue() {
    assertThatThrownBy(() -> read("{\"list\":[\"a\",{\"secret\":\"4711\"}]}"))
        .hasMessageContaining("list[1]")
        .hasMessageNotContaining("4711");
    assertThatThrownBy(() -> read("{\"moment\":\"4711\"}"))
        .hasMessageContaining("moment")
        .hasMessageNotContaining("4711");
    assertThatThrownBy(() -> read("{\"text\":\"4711"))
        .hasMessageContaining("line 1")
        .hasMessageNotContaining("4711");
  }

  @Test
  void hugeNestingIsRefusedQuickly() {
    byte[] bomb = "{\"a\":".repeat(26_000).getBytes(UTF_8);
    org.junit.jupiter.api.Assertions.assertTimeout(
        Duration.ofSeconds(10), () -> assertMalformed(bomb));
  }

  private static Message read(String document) {
    return Json.read(document.getBytes(UTF_8), Message.class);
  }

  private static void assertMalformed(byte[] document) {
    assertThatThrownBy(() -> Json.read(document, Message.class))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.problem().hasType(ProblemType.MALFORMED)).isTrue());
  }
}
