package shomei.domain.kernel;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/// What a label of a domain name in letters of the world may be: IDNA2008 (RFC 5891 §5.4, RFC 5892,
/// RFC 5893), by the JDK's tables of Unicode.
///
/// The two joiners are refused although some scripts may use them: they cannot be seen, and the
/// rules of registries for top-level domains leave them out.
final class ULabel {
  private static final int ARABIC_ZERO = 0x660;
  private static final int EASTERN_ARABIC_ZERO = 0x6F0;

  /// RFC 5892 §2.6, PVALID; the dotless i is its own lower case, which the JDK does not know.
  private static final Set<Integer> ALWAYS =
      Set.of(0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007, 0x131);

  /// §2.6, DISALLOWED.
  private static final Set<Integer> NEVER =
      Set.of(0x640, 0x7FA, 0x302E, 0x302F, 0x3031, 0x3032, 0x3033, 0x3034, 0x3035, 0x303B);

  private static final Set<Byte> RIGHT_TO_LEFT =
      Set.of(Character.DIRECTIONALITY_RIGHT_TO_LEFT, Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC);

  private static final Set<Byte> AMONG_RIGHT_TO_LEFT =
      Set.of(
          Character.DIRECTIONALITY_RIGHT_TO_LEFT,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
          Character.DIRECTIONALITY_ARABIC_NUMBER,
          Character.DIRECTIONALITY_EUROPEAN_NUMBER,
          Character.DIRECTIONALITY_EUROPEAN_NUMBER_SEPARATOR,
          Character.DIRECTIONALITY_COMMON_NUMBER_SEPARATOR,
          Character.DIRECTIONALITY_EUROPEAN_NUMBER_TERMINATOR,
          Character.DIRECTIONALITY_OTHER_NEUTRALS,
          Character.DIRECTIONALITY_BOUNDARY_NEUTRAL,
          Character.DIRECTIONALITY_NONSPACING_MARK);

  private final int[] label;

  private ULabel(int[] label) {
    this.label = label;
  }

  /// @param text a label that is not ASCII alone
  static boolean isValid(String text) {
    ULabel label = new ULabel(text.codePoints().toArray());
    return Normalizer.isNormalized(text, Normalizer.Form.NFC)
        && label.hyphensAreInPlace()
        && !isMark(label.label[0])
        && label.everyCharacterIsValid()
        && label.keepsTheBidiRule();
  }

  /// RFC 5891 §4.2.3.1.
  private boolean hyphensAreInPlace() {
    boolean reserved = label.length > 3 && label[2] == '-' && label[3] == '-';
    return label[0] != '-' && label[label.length - 1] != '-' && !reserved;
  }

  private static boolean isMark(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  private boolean everyCharacterIsValid() {
    for (int i = 0; i < label.length; i++) {
      if (!(isValid(label[i]) ? digitsAreOfOneKind(label[i]) : isValidHere(i))) {
        return false;
      }
    }
    return true;
  }

  /// PVALID (RFC 5892 §3).
  private static boolean isValid(int c) {
    if (c < 0x80) {
      return c == '-' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z';
    }
    return ALWAYS.contains(c)
        || !NEVER.contains(c)
            && isLetterOrDigit(c)
            && isStable(c)
            && !isOldJamo(c)
            && !isIgnorable(c);
  }

  /// §2.1.
  private static boolean isLetterOrDigit(int c) {
    return switch (Character.getType(c)) {
      case Character.LOWERCASE_LETTER,
          Character.UPPERCASE_LETTER,
          Character.OTHER_LETTER,
          Character.MODIFIER_LETTER,
          Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.DECIMAL_DIGIT_NUMBER ->
          true;
      default -> false;
    };
  }

  /// §2.2: as folding and compatibility leave it. Cherokee folds to its capitals.
  private static boolean isStable(int c) {
    if (UnicodeScript.of(c) == UnicodeScript.CHEROKEE) {
      return Character.getType(c) == Character.UPPERCASE_LETTER;
    }
    String text = Character.toString(c);
    String folded = compatible(text).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return compatible(folded).equals(text);
  }

  private static String compatible(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC);
  }

  /// §2.9.
  private static boolean isOldJamo(int c) {
    return c >= 0x1100 && c <= 0x11FF || c >= 0xA960 && c <= 0xA97F || c >= 0xD7B0 && c <= 0xD7FF;
  }

  /// Those of §2.3 that are marks: they are not seen.
  private static boolean isIgnorable(int c) {
    return c == 0x34F
        || c == 0x17B4
        || c == 0x17B5
        || c >= 0x180B && c <= 0x180F
        || c >= 0xFE00 && c <= 0xFE0F
        || c >= 0xE0100 && c <= 0xE01EF;
  }

  /// CONTEXTO (§A.3 to §A.7).
  private boolean isValidHere(int i) {
    return switch (label[i]) {
      case 0xB7 -> at(i - 1) == 'l' && at(i + 1) == 'l';
      case 0x375 -> isOf(i + 1, UnicodeScript.GREEK);
      case 0x5F3, 0x5F4 -> isOf(i - 1, UnicodeScript.HEBREW);
      case 0x30FB -> isJapanese();
      default -> false;
    };
  }

  /// §A.8 and §A.9: Arabic-Indic digits of one kind.
  private boolean digitsAreOfOneKind(int c) {
    return !isDigit(c, ARABIC_ZERO) || !has(EASTERN_ARABIC_ZERO);
  }

  private boolean has(int zero) {
    for (int c : label) {
      if (isDigit(c, zero)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDigit(int c, int zero) {
    return c >= zero && c <= zero + 9;
  }

  private int at(int i) {
    return i >= 0 && i < label.length ? label[i] : 0;
  }

  private boolean isOf(int i, UnicodeScript script) {
    return UnicodeScript.of(at(i)) == script;
  }

  private boolean isJapanese() {
    for (int i = 0; i < label.length; i++) {
      if (label[i] != 0x30FB
          && (isOf(i, UnicodeScript.HIRAGANA)
              || isOf(i, UnicodeScript.KATAKANA)
              || isOf(i, UnicodeScript.HAN))) {
        return true;
      }
    }
    return false;
  }

  /// RFC 5893 §2, of a label by itself.
  private boolean keepsTheBidiRule() {
    boolean arabicDigits = false;
    boolean otherDigits = false;
    boolean rightToLeft = false;
    boolean others = false;
    byte last = Character.DIRECTIONALITY_UNDEFINED;
    for (int c : label) {
      byte direction = Character.getDirectionality(c);
      arabicDigits |= direction == Character.DIRECTIONALITY_ARABIC_NUMBER;
      otherDigits |= direction == Character.DIRECTIONALITY_EUROPEAN_NUMBER;
      rightToLeft |= RIGHT_TO_LEFT.contains(direction);
      others |= !AMONG_RIGHT_TO_LEFT.contains(direction);
      last = direction == Character.DIRECTIONALITY_NONSPACING_MARK ? last : direction;
    }
    if (!rightToLeft && !arabicDigits) {
      return true;
    }
    boolean endsWell =
        RIGHT_TO_LEFT.contains(last)
            || last == Character.DIRECTIONALITY_EUROPEAN_NUMBER
            || last == Character.DIRECTIONALITY_ARABIC_NUMBER;
    return RIGHT_TO_LEFT.contains(Character.getDirectionality(label[0]))
        && !others
        && endsWell
        && !(arabicDigits && otherDigits);
  }
}
