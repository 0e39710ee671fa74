package shomei.smtp;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import shomei.domain.notice.Mail;
import shomei.domain.subscriber.Subscriber.Language;

/// The values that texts may name: those of [Mail#values()], times written for a reader in Japan,
/// and the institution's name.
final class MailValues {
  private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");
  private static final DateTimeFormatter JA =
      DateTimeFormatter.ofPattern("uuuu年MM月dd日 HH時mm分ss秒", Locale.JAPAN);
  private static final DateTimeFormatter EN =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss 'JST'", Locale.UK);

  private MailValues() {}

  static Map<String, String> of(Mail mail) {
    Map<String, String> values = new HashMap<>(mail.values());
    DateTimeFormatter form = mail.language() == Language.JA ? JA : EN;
    values.computeIfPresent("expires", (name, time) -> written(time, form));
    values.computeIfPresent("renewalOpens", (name, time) -> written(time, form));
    String counter = values.remove("reopenedBy");
    if ("counter".equals(counter)) {
      values.put("byCounter", "yes");
    }
    values.put(
        "institution",
        mail.language() == Language.JA ? mail.institution().nameJa() : mail.institution().nameEn());
    return values;
  }

  /// Every value that a text may name, to try it with.
  static Map<String, String> sample() {
    return Map.of(
        "holder", "holder",
        "seat", "12345678901234/user1",
        "serial", "40",
        "expires", "1 January 2030",
        "renewalOpens", "1 December 2029",
        "days", "30",
        "byCounter", "yes",
        "institution", "bank");
  }

  private static String written(String time, DateTimeFormatter form) {
    return form.format(Instant.parse(time).atZone(JAPAN));
  }
}
