package shomei.domain.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/// When the counter's acts for an administrator take effect: at noon, Japan time, of the business
/// day after the one on which they were received (seed 001).
public final class NextBusinessNoon {
  private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

  private final BusinessCalendar calendar;

  public NextBusinessNoon(BusinessCalendar calendar) {
    this.calendar = calendar;
  }

  public Instant after(Instant received) {
    LocalDate day = received.atZone(JAPAN).toLocalDate().plusDays(1);
    while (!calendar.isBusinessDay(day)) {
      day = day.plusDays(1);
    }
    return day.atTime(LocalTime.NOON).atZone(JAPAN).toInstant();
  }
}
