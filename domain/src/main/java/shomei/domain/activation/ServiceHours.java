package shomei.domain.activation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import shomei.domain.calendar.BusinessCalendar;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// When a service is open, in Japan. What was begun while it was may be sent for five minutes more.
public final class ServiceHours {
  private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");
  private static final Duration GRACE = Duration.ofMinutes(5);

  private final BusinessCalendar calendar;

  public ServiceHours(BusinessCalendar calendar) {
    this.calendar = calendar;
  }

  /// When it opens next.
  ///
  /// @param hours always, where empty
  /// @return empty while it is open
  public Optional<Instant> opens(Optional<Policy.Hours> hours, Instant now) {
    return hours.filter(set -> !isOpen(set, now)).map(set -> next(set, now));
  }

  /// @param begun when the form that comes `now` was begun
  /// @throws Refusal NOT_YET_ELIGIBLE with the time at which it opens, where it is closed
  void require(Optional<Policy.Hours> hours, Instant begun, Instant now) {
    Optional<Instant> opens = opens(hours, now);
    if (opens.isPresent() && !isInGrace(hours.get(), begun, now)) {
      throw Refusal.notBefore(Reason.NOT_YET_ELIGIBLE, "outside the service hours", opens.get());
    }
  }

  private boolean isOpen(Policy.Hours hours, Instant at) {
    ZonedDateTime there = at.atZone(JAPAN);
    return isOpen(hours, there.toLocalDate())
        && !there.toLocalTime().isBefore(hours.from())
        && there.toLocalTime().isBefore(hours.until());
  }

  private boolean isOpen(Policy.Hours hours, LocalDate day) {
    return switch (hours.days()) {
      case ALL -> true;
      case BUSINESS -> calendar.isBusinessDay(day);
    };
  }

  private boolean isInGrace(Policy.Hours hours, Instant begun, Instant now) {
    LocalDate day = begun.atZone(JAPAN).toLocalDate();
    Instant closes = day.atTime(hours.until()).atZone(JAPAN).toInstant();
    return isOpen(hours, begun) && !now.isBefore(begun) && now.isBefore(closes.plus(GRACE));
  }

  private Instant next(Policy.Hours hours, Instant now) {
    ZonedDateTime there = now.atZone(JAPAN);
    LocalDate day = there.toLocalDate();
    if (!there.toLocalTime().isBefore(hours.from())) {
      day = day.plusDays(1);
    }
    while (!isOpen(hours, day)) {
      day = day.plusDays(1);
    }
    return day.atTime(hours.from()).atZone(JAPAN).toInstant();
  }
}
