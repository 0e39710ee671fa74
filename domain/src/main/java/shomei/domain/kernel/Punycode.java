package shomei.domain.kernel;

import java.util.Optional;

/// Decoding of Punycode (RFC 3492 §6.2) in lower case. No two texts decode to the same one, so
/// whatever decodes is what its decoded form would be encoded to.
final class Punycode {
  private static final int BASE = 36;
  private static final int FIRST_THRESHOLD = 1;
  private static final int LAST_THRESHOLD = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;
  private static final int INITIAL_BIAS = 72;
  private static final int BEYOND_ASCII = 128;
  private static final int LETTERS = 26;

  private final String text;
  private final StringBuilder decoded = new StringBuilder();
  private int at;

  private Punycode(String text) {
    this.text = text;
    int delimiter = text.lastIndexOf('-');
    if (delimiter > 0) {
      decoded.append(text, 0, delimiter);
    }
    at = delimiter + 1;
  }

  /// @param text of a–z, 0–9 and hyphens
  /// @return what it stands for, with something beyond ASCII in it; empty where it is no Punycode
  static Optional<String> decode(String text) {
    try {
      String decoded = new Punycode(text).decode();
      return decoded.chars().anyMatch(c -> c >= BEYOND_ASCII)
          ? Optional.of(decoded)
          : Optional.empty();
    } catch (ArithmeticException | IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  private String decode() {
    int codePoint = BEYOND_ASCII;
    int place = 0;
    int bias = INITIAL_BIAS;
    while (at < text.length()) {
      int before = place;
      place = Math.addExact(place, delta(bias));
      int length = decoded.codePointCount(0, decoded.length()) + 1;
      bias = adapted(place - before, length, before == 0);
      codePoint = Math.addExact(codePoint, place / length);
      place %= length;
      if (Character.getType(codePoint) == Character.SURROGATE) {
        throw new IllegalArgumentException("half of a character");
      }
      decoded.insert(decoded.offsetByCodePoints(0, place), Character.toString(codePoint));
      place++;
    }
    return decoded.toString();
  }

  /// The next variable-length integer (§3.3).
  private int delta(int bias) {
    int delta = 0;
    int weight = 1;
    for (int k = BASE; ; k += BASE) {
      int digit = digit();
      delta = Math.addExact(delta, Math.multiplyExact(digit, weight));
      int threshold = Math.clamp((long) k - bias, FIRST_THRESHOLD, LAST_THRESHOLD);
      if (digit < threshold) {
        return delta;
      }
      weight = Math.multiplyExact(weight, BASE - threshold);
    }
  }

  private int digit() {
    if (at == text.length()) {
      throw new IllegalArgumentException("ends within a number");
    }
    char c = text.charAt(at++);
    return c >= 'a' ? c - 'a' : c - '0' + LETTERS;
  }

  /// §6.1.
  private static int adapted(int delta, int length, boolean first) {
    int rest = first ? delta / DAMP : delta / 2;
    rest += rest / length;
    int k = 0;
    while (rest > (BASE - FIRST_THRESHOLD) * LAST_THRESHOLD / 2) {
      rest /= BASE - FIRST_THRESHOLD;
      k += BASE;
    }
    return k + (BASE - FIRST_THRESHOLD + 1) * rest / (rest + SKEW);
  }
}
