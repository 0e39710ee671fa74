package shomei.command;

/// Text of others on a terminal.
///
/// *Threat:* a line end in a name forges a line of a table, an escape sequence changes what the
/// operator sees, a change of writing direction hides the rest. *Answer:* such characters are shown
/// by their numbers.
final class Visible {
  private Visible() {}

  static String text(String text) {
    var visible = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (isVisible(c)) {
                visible.appendCodePoint(c);
              } else {
                visible.append("\\u{%x}".formatted(c));
              }
            });
    return visible.toString();
  }

  /// JSON with the same meaning.
  static String json(String json) {
    var visible = new StringBuilder();
    json.chars()
        .forEach(
            c -> {
              if (isVisible(c) || Character.isSurrogate((char) c)) {
                visible.append((char) c);
              } else {
                visible.append("\\u%04x".formatted(c));
              }
            });
    return visible.toString();
  }

  private static boolean isVisible(int codePoint) {
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
