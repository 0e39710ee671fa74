package shomei.pages.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.Origin;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.SubscriberName;
import shomei.pages.text.Language;
import shomei.pages.text.Texts;

final class HistoryCsvTest {
  private static final Texts ENGLISH = Texts.in(Language.EN);
  private static final SubscriberName USER = SubscriberName.user("12345678901234", "user1");

  private static Entry entry(Actor actor) {
    return new Entry(
        Instant.parse("2026-11-29T23:59:59Z"),
        new InstitutionId("kita"),
        actor,
        Act.PIN_RESET,
        "subscriber:" + USER,
        Map.of("pin", "confirmation"));
  }

  private static String csv(Actor actor) {
    return new String(HistoryCsv.of(List.of(entry(actor)), ENGLISH), StandardCharsets.UTF_8);
  }

  @Test
  void aLineTellsWhoWhatWhenAndFromWhereInJapansTime() {
    assertThat(csv(Actor.subscriber(USER, new Origin.Request("192.0.2.1", "r"))).split("\r\n"))
        .containsExactly(
            "\uFEFFTime,User,Act,Serial number,Done by,From address,Certificate used",
            "2026-11-30 08:59:59,user1,PIN was reset (confirmation PIN),,user1,192.0.2.1,");
  }

  @Test
  void ofTheBanksPeopleNeitherNameNorAddressIsTold() {
    assertThat(csv(Actor.operator("tanaka", new Origin.Request("192.0.2.9", "r"))))
        .contains(",The bank's counter,,")
        .doesNotContain("tanaka", "192.0.2.9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "＝1", "\t=1", "\r\n=1"})
  void whatASpreadsheetWouldRunIsText(String cell) {
    assertThat(HistoryCsv.text(cell)).isEqualTo("'" + cell);
  }

  @ParameterizedTest
  @CsvSource({"user1", "a=b", "2026-11-30 08:59:59", "''"})
  void everythingElseStaysAsItIs(String cell) {
    assertThat(HistoryCsv.text(cell)).isEqualTo(cell);
  }
}
