package shomei.pages.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The values of an enum as addresses, forms and keys of texts name them.
public final class Words {
  private Words() {}

  public static String tag(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /// @return empty where none has that tag
  public static <E extends Enum<E>> Optional<E> of(Class<E> type, String tag) {
    return Arrays.stream(type.getEnumConstants())
        .filter(value -> tag(value).equals(tag))
        .findFirst();
  }
}
