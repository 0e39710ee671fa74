package shomei.smtp;

import static java.util.Map.entry;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
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

  private static final String BY_COUNTER = "byCounter";
  private static final Map<String, String> SAMPLE =
      Map.ofEntries(
          entry("institution", "bank"),
          entry("addressee", "addressee"),
          entry("holder", "holder"),
          entry("seat", "12345678901234/user1"),
          entry("serial", "40"),
          entry("expires", "1 January 2030"),
          entry("renewalOpens", "1 December 2029"),
          entry("days", "30"),
          entry("at", "1 January 2029"),
          entry("network", "192.0.2.1"),
          entry("pc", "a PC"),
          entry("contact", "the help desk"),
          entry("toAdministrator", "yes"),
          entry("ofUser", "yes"),
          entry(BY_COUNTER, "yes"),
          entry("confirmationPin", "yes"));

  private MailValues() {}

  static Map<String, String> of(Mail mail) {
    Map<String, String> values = new HashMap<>(mail.values());
    DateTimeFormatter form = mail.language() == Language.JA ? JA : EN;
    values.computeIfPresent("expires", (name, time) -> written(time, form));
    values.computeIfPresent("at", (name, time) -> written(time, form));
    values.computeIfPresent("renewalOpens", (name, time) -> written(time, form));
    String counter = values.remove("reopenedBy");
    if ("counter".equals(counter)) {
      values.put(BY_COUNTER, "yes");
    }
    values.put(
        "institution",
        mail.language() == Language.JA ? mail.institution().nameJa() : mail.institution().nameEn());
    return values;
  }

  /// The values of such a mail, without all that it may lack and with it, to try a text with.
  static List<Map<String, String>> samples(Mail.Text text) {
    Set<String> some = new HashSet<>(always(text));
    some.addAll(sometimes(text));
    return Stream.of(always(text), some)
        .map(names -> names.stream().collect(toMap(identity(), SAMPLE::get)))
        .toList();
  }

  private static Set<String> always(Mail.Text text) {
    return switch (text) {
      case EXPIRY ->
          Set.of("institution", "holder", "seat", "serial", "expires", "renewalOpens", "days");
      case ACQUIRED, RENEWED ->
          Set.of("institution", "addressee", "holder", "seat", "at", "serial", "expires");
      case REVOKED -> Set.of("institution", "addressee", "holder", "seat", "at", "serial");
      case ACTIVATED, PIN_CHANGED, REGISTRATION_CHANGED, LOCKED, UNLOCKED, SUSPENDED, UNSUSPENDED ->
          Set.of("institution", "addressee", "holder", "seat", "at");
    };
  }

  private static Set<String> sometimes(Mail.Text text) {
    Set<String> ofActs =
        Set.of("network", "pc", "contact", "toAdministrator", "ofUser", BY_COUNTER);
    return switch (text) {
      case EXPIRY -> Set.of(BY_COUNTER);
      case PIN_CHANGED ->
          Stream.concat(ofActs.stream(), Stream.of("confirmationPin")).collect(toSet());
      case ACTIVATED,
          ACQUIRED,
          RENEWED,
          REVOKED,
          REGISTRATION_CHANGED,
          LOCKED,
          UNLOCKED,
          SUSPENDED,
          UNSUSPENDED ->
          ofActs;
    };
  }

  private static String written(String time, DateTimeFormatter form) {
    return form.format(Instant.parse(time).atZone(JAPAN));
  }
}
