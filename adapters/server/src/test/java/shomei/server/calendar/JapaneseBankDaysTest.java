package shomei.server.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.domain.calendar.NextBusinessNoon;

final class JapaneseBankDaysTest {
  private final JapaneseBankDays days = new JapaneseBankDays(List.of(), List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-21", // Saturday
        "2026-11-22", // Sunday
        "2026-11-23", // Labour Thanksgiving
        "2026-02-23", // the Emperor's birthday
        "2026-03-20", // vernal equinox
        "2026-08-11", // Mountain Day
      })
  void weekendsAndPublicHolidaysAreNoBusinessDays(LocalDate day) {
    assertThat(days.isBusinessDay(day)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-04-29", "2026-05-04", "2026-05-05", "2026-05-06"})
  void goldenWeekIsFreeWithTheSubstituteOfASundayHolidayAtItsEnd(LocalDate day) {
    assertThat(days.isBusinessDay(day)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-04-30", "2026-05-01", "2026-05-07"})
  void theDaysAroundGoldenWeekAreBusinessDays(LocalDate day) {
    assertThat(days.isBusinessDay(day)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2025-02-24", "2025-11-24", "2024-08-12", "2027-03-22"})
  void aHolidayOnASundayMovesToTheMonday(LocalDate day) {
    assertThat(days.isBusinessDay(day)).isFalse();
  }

  @Test
  void aDayBetweenTwoHolidaysIsAHoliday() {
    assertThat(days.isBusinessDay(LocalDate.parse("2026-09-22"))).isFalse();
  }

  @Test
  void aDayThatIsNoHolidayAnyMoreIsABusinessDay() {
    assertThat(days.isBusinessDay(LocalDate.parse("2026-12-23"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-12-31", "2027-01-01", "2026-01-02", "2025-01-03"})
  void banksRestFromTheLastOfDecemberToTheThirdOfJanuary(LocalDate day) {
    assertThat(days.isBusinessDay(day)).isFalse();
  }

  @Test
  void theOperatorCloses() {
    var day = LocalDate.parse("2026-11-24");
    assertThat(days.isBusinessDay(day)).isTrue();
    assertThat(new JapaneseBankDays(List.of(day), List.of()).isBusinessDay(day)).isFalse();
  }

  @Test
  void theOperatorOpens() {
    var day = LocalDate.parse("2026-11-23");
    assertThat(new JapaneseBankDays(List.of(), List.of(day)).isBusinessDay(day)).isTrue();
  }

  @Test
  void whatTheCounterTakesBeforeTheYearsEndTakesEffectInTheNewYear() {
    var noon = new NextBusinessNoon(days);
    assertThat(noon.after(Instant.parse("2026-12-30T05:00:00Z")))
        .isEqualTo(Instant.parse("2027-01-04T03:00:00Z"));
  }

  @Test
  void whatTheCounterTakesBeforeGoldenWeekTakesEffectBehindIt() {
    var noon = new NextBusinessNoon(days);
    assertThat(noon.after(Instant.parse("2026-05-01T05:00:00Z")))
        .isEqualTo(Instant.parse("2026-05-07T03:00:00Z"));
  }
}
