package shomei.domain.kernel;

/// One line of text that a person gave, as it may be kept, shown and put into a subject or a mail's
/// head.
public final class SingleLine {
  private SingleLine() {}

  /// @param what how the refusal calls it
  /// @param most characters, rare kanji each one
  /// @return `text`
  /// @throws Refusal MALFORMED where it is blank, too long, or has characters that end a line,
  ///   hide, or turn the direction of writing
  public static String require(String what, String text, int most) {
    if (text.isBlank()
        || text.codePointCount(0, text.length()) > most
        || !text.codePoints().allMatch(SingleLine::visible)) {
      throw new Refusal(
          Reason.MALFORMED,
          "%s is one line of 1 to %d characters without control characters".formatted(what, most));
    }
    return text;
  }

  private static boolean visible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
