package shomei.domain.credential;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// The one-time code of a letter in the clear, held for as long as it takes to print, keep or judge
/// it. It has no text form but the letter's, so it cannot slip into a log, an exception or the
/// history.
public final class LetterCode {
  /// What nobody takes for another: no 0 and O, no 1, I and L.
  private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

  /// 59 bits, which nobody guesses, so that no stretch is needed.
  private static final int LENGTH = 12;

  private static final int GROUP = 4;

  /// More than anybody types.
  private static final int LONGEST_TYPED = 100;

  /// Blanks, and what hyphens become on a Japanese keyboard.
  private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Z}\\p{Pd}\u2212\u30fc]");

  private static final Pattern FORM = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");

  private final String signs;

  private LetterCode(String signs) {
    this.signs = signs;
  }

  /// @param random cryptographically strong
  public static LetterCode draw(RandomGenerator random) {
    StringBuilder signs = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      signs.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new LetterCode(signs.toString());
  }

  /// A code as typed, whatever its case, width, blanks and hyphens. What can be no code is one that
  /// nobody has.
  public static LetterCode typed(String text) {
    if (text.length() > LONGEST_TYPED) {
      return new LetterCode("");
    }
    String narrow = Normalizer.normalize(text, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
    String signs = BETWEEN.matcher(narrow).replaceAll("");
    return new LetterCode(FORM.matcher(signs).matches() ? signs : "");
  }

  /// As it is printed in the letter, in groups: `K7Q2-MXD9-3TFA`.
  public String text() {
    return signs.replaceAll("(.{" + GROUP + "})(?!$)", "$1-");
  }

  /// A copy in the clear, to be digested.
  public byte[] octets() {
    return signs.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return "LetterCode[…]";
  }
}
