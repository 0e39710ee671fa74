package shomei.domain.renewal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import shomei.domain.certificate.Certificate;
import shomei.domain.institution.Policy;

/// When a certificate may be renewed: from so many days before expiry until it expires (seeds 000,
/// 002: 30 days; 004: 40 days).
///
/// @param opens the first instant
/// @param closes the last instant, the certificate's `notAfter`
public record RenewalPeriod(Instant opens, Instant closes) {
  private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

  /// A certificate that lives no longer than its renewal period may be renewed as soon as it is
  /// there.
  public static RenewalPeriod of(Policy policy, Certificate certificate) {
    Instant closes = certificate.notAfter();
    Instant opens = closes.atZone(ZoneOffset.UTC).minus(policy.renewal().opensBefore()).toInstant();
    return new RenewalPeriod(
        opens.isBefore(certificate.notBefore()) ? certificate.notBefore() : opens, closes);
  }

  /// Days until the certificate ends, as a reader in Japan counts dates: 0 on its last day and
  /// after it.
  public long daysLeft(Instant now) {
    return Math.max(
        0,
        ChronoUnit.DAYS.between(
            now.atZone(JAPAN).toLocalDate(), closes.atZone(JAPAN).toLocalDate()));
  }
}
