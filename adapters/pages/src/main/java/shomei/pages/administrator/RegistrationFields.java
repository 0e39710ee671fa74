package shomei.pages.administrator;

import java.util.Map;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Refusal;
import shomei.domain.subscriber.Registration;
import shomei.domain.subscriber.Subscriber.Language;
import shomei.pages.form.Errors;
import shomei.pages.text.Words;
import shomei.pages.visit.Fields;

/// What is registered of a user, as the fields of A4 and A5.
final class RegistrationFields {
  private static final int LONGEST_KANA = 82;

  /// By which the fields are judged one by one.
  private static final Registration FORMED =
      new Registration("見本", "ﾐﾎﾝ", "sample@example.com", Language.JA);

  private RegistrationFields() {}

  static Map<String, String> write(Registration registration, String prefix) {
    return Map.of(
        prefix + "name", registration.name(),
        prefix + "kana", registration.kana(),
        prefix + "mail", registration.mail(),
        prefix + "language", Words.tag(registration.language()));
  }

  /// @param prefix of the fields' names
  static Registration read(Fields fields, String prefix) {
    return new Registration(
        fields.text(prefix + "name"),
        fields.text(prefix + "kana"),
        fields.text(prefix + "mail"),
        Words.of(Language.class, fields.text(prefix + "language")).orElse(Language.JA));
  }

  static void check(Registration typed, Policy.Names rule, Errors errors) {
    errors.addIf(
        isWrong(
            new Registration(typed.name(), FORMED.kana(), FORMED.mail(), FORMED.language()), rule),
        "name",
        "user.name.form",
        rule.longest());
    errors.addIf(
        isWrong(
            new Registration(FORMED.name(), typed.kana(), FORMED.mail(), FORMED.language()), rule),
        "kana",
        "user.kana.form",
        LONGEST_KANA);
    errors.addIf(
        isWrong(
            new Registration(FORMED.name(), FORMED.kana(), typed.mail(), FORMED.language()), rule),
        "mail",
        "user.mail.form");
  }

  private static boolean isWrong(Registration registration, Policy.Names rule) {
    try {
      registration.require(rule);
      return false;
    } catch (Refusal malformed) {
      return true;
    }
  }
}
