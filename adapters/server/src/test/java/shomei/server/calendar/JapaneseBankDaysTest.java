package shomei.server.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  /// The days of the new year's rest with the weekends that lengthen it.
  @ParameterizedTest
  @CsvSource({
    "2027-12-30, 2028-01-04",
    "2028-12-29, 2029-01-04",
    "2029-12-28, 2030-01-04",
    "2030-12-30, 2031-01-06",
    "2031-12-30, 2032-01-05",
  })
  void theLastBusinessDayOfAYearIsFollowedByTheFirstOfTheNext(LocalDate last, LocalDate first) {
    for (LocalDate day = last.plusDays(1); day.isBefore(first); day = day.plusDays(1)) {
      assertThat(days.isBusinessDay(day)).as("%s", day).isFalse();
    }
    assertThat(days.isBusinessDay(last)).isTrue();
    assertThat(days.isBusinessDay(first)).isTrue();
  }

  @Test
  void throughFourYearsNoonIsOfTheFirstBusinessDayAfterThatOfTheCounter() {
    var noon = new NextBusinessNoon(days);
    LocalDate end = LocalDate.parse("2032-01-31");
    for (LocalDate day = LocalDate.parse("2027-12-01"); day.isBefore(end); day = day.plusDays(1)) {
      LocalDate next = day.plusDays(1);
      while (!days.isBusinessDay(next)) {
        next = next.plusDays(1);
      }
      Instant expected = Instant.parse(next + "T03:00:00Z");
      // from the first to the last second of that day in Japan
      for (long second : new long[] {-9 * 3600, 0, 3 * 3600, 15 * 3600 - 1}) {
        Instant taken = Instant.parse(day + "T00:00:00Z").plusSeconds(second);
        assertThat(noon.after(taken)).as("%s", taken).isEqualTo(expected);
      }
      assertThat(next).isBefore(day.plusDays(12));
    }
    assertThat(days.isBusinessDay(LocalDate.parse("2028-02-29"))).isTrue();
  }
}
