package shomei.server.calendar;

import com.opengamma.strata.basics.ReferenceData;
import com.opengamma.strata.basics.date.HolidayCalendar;
import com.opengamma.strata.basics.date.HolidayCalendarIds;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Set;
import shomei.domain.calendar.BusinessCalendar;

/// The days on which banks in Japan do business, as the calendar of Tokyo's banks has them:
/// weekends, public holidays with their substitutes and the days between two of them, and 31
/// December to 3 January are none.
///
/// The equinoxes, which the government announces a year ahead, are foretold right until 2031; what
/// a new law or a single year changes, the operator adds until a newer library knows it.
public final class JapaneseBankDays implements BusinessCalendar {
  private final Set<LocalDate> closed;
  private final Set<LocalDate> open;

  /// @param closed days that are no business days whatever the calendar says
  /// @param open days that are business days whatever the calendar says
  public JapaneseBankDays(Collection<LocalDate> closed, Collection<LocalDate> open) {
    this.closed = Set.copyOf(closed);
    this.open = Set.copyOf(open);
  }

  /// The library reads every calendar that it knows when the first is asked for: not at start.
  private static final class Tokyo {
    static final HolidayCalendar BANKS = HolidayCalendarIds.JPTO.resolve(ReferenceData.standard());
  }

  @Override
  public boolean isBusinessDay(LocalDate day) {
    return open.contains(day) || !closed.contains(day) && Tokyo.BANKS.isBusinessDay(day);
  }
}
