package shomei.domain.subscriber;

import java.util.regex.Pattern;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.MailAddress;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SingleLine;

/// What is registered of a user and may be changed later (FACES.md, A4, A5).
///
/// @param name in full-width characters
/// @param kana the same in half-width katakana, letters and digits; empty where nobody gave it
/// @param mail where notices go
public record Registration(String name, String kana, String mail, Subscriber.Language language) {
  /// JIS X 0201: half-width katakana with its signs, and of ASCII what names have.
  private static final Pattern KANA = Pattern.compile("[｡-ﾟA-Za-z0-9 ().\\-/]{1,82}");

  /// From ASCII to its full-width forms.
  private static final int WIDER = 0xfee0;

  /// What an administrator may type, as it is kept: the mail address in one form, and what of the
  /// name was typed half-width of ASCII full-width.
  ///
  /// @throws Refusal MALFORMED where the name is not 1 to so many full-width characters as the
  ///   policy lets it have, the kana not 1 to 82 half-width ones, or the mail address none
  public Registration require(Policy.Names rule) {
    String wide = requireName(name, rule);
    requireKana(kana);
    return new Registration(wide, kana, MailAddress.require(mail), language);
  }

  /// @return the name as it is kept
  /// @throws Refusal MALFORMED where it is not of the form that [#require] asks for
  public static String requireName(String name, Policy.Names rule) {
    String wide = wide(name);
    SingleLine.require("a user's name", wide, rule.longest());
    if (!wide.codePoints().allMatch(Registration::isFullWidth)) {
      throw new Refusal(
          Reason.MALFORMED, "a name has 1 to %d full-width characters".formatted(rule.longest()));
    }
    return wide;
  }

  /// @throws Refusal MALFORMED where it is not 1 to 82 half-width characters
  static void requireKana(String kana) {
    if (kana.isBlank() || !KANA.matcher(kana).matches()) {
      throw new Refusal(
          Reason.MALFORMED,
          "a name in kana has 1 to 82 half-width katakana, letters, digits, blanks or ( ) . - /");
    }
  }

  private static String wide(String text) {
    StringBuilder wide = new StringBuilder();
    text.codePoints()
        .map(one -> one == ' ' ? '\u3000' : one > ' ' && one < '\u007f' ? one + WIDER : one)
        .forEach(wide::appendCodePoint);
    return wide.toString();
  }

  /// Everything but ASCII and the half-width forms of JIS X 0201; rare kanji too, each one
  /// character.
  private static boolean isFullWidth(int codePoint) {
    return codePoint > '\u00ff' && (codePoint < '｡' || codePoint > 'ﾟ');
  }
}
