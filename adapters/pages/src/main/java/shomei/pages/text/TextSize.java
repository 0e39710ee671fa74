package shomei.pages.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How large a reader wants the letters (seed 004).
public enum TextSize {
  SMALL,
  MEDIUM,
  LARGE;

  /// As the stylesheet, cookies and addresses name it.
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<TextSize> of(String tag) {
    return Arrays.stream(values()).filter(size -> size.tag().equals(tag)).findFirst();
  }
}
