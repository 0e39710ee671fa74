package shomei.domain.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Serial;

/// Plans a certificate's notices of expiry (seeds 000 and 003: 30 and 10 days before; 004: 40, 10
/// and 0 days).
public final class PlanNotices {
  private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

  private PlanNotices() {}

  /// Each is due so many times 24 hours before `notAfter`; the one for the day itself at the start
  /// of that day in Japan, which is before business opens and hours before the certificate ends.
  ///
  /// @param now what was due before is not planned
  public static List<Notice> plan(Policy policy, Serial serial, Instant notAfter, Instant now) {
    return policy.renewal().noticeDays().stream()
        .distinct()
        .map(days -> new Notice(serial, days, due(notAfter, days)))
        .filter(notice -> !notice.due().isBefore(now))
        .toList();
  }

  private static Instant due(Instant notAfter, int days) {
    return days == 0
        ? notAfter.atZone(JAPAN).toLocalDate().atStartOfDay(JAPAN).toInstant()
        : notAfter.minus(Duration.ofDays(days));
  }
}
