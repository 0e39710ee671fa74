package shomei.pages.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The languages of the pages.
public enum Language {
  JA,
  EN;

  /// As HTML, cookies and addresses name it.
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Language> of(String tag) {
    return Arrays.stream(values()).filter(language -> language.tag().equals(tag)).findFirst();
  }

  /// The one that the browser would rather have (RFC 9110 §12.5.4); Japanese where it wants
  /// neither.
  public static Language preferred(String acceptLanguage) {
    try {
      List<Locale> wanted =
          Locale.filter(
              Locale.LanguageRange.parse(acceptLanguage), List.of(Locale.JAPANESE, Locale.ENGLISH));
      return wanted.isEmpty() ? JA : of(wanted.getFirst().getLanguage()).orElse(JA);
    } catch (IllegalArgumentException unreadable) {
      return JA;
    }
  }
}
