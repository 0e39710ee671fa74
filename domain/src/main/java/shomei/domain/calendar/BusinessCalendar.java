package shomei.domain.calendar;

import java.time.LocalDate;

/// The days on which a bank in Japan does business: not weekends, not public holidays, not from 31
/// December to 3 January.
public interface BusinessCalendar {
  boolean isBusinessDay(LocalDate day);
}
