package shomei.settings.binding;

import java.time.Duration;
import java.time.Period;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Quantities with the unit behind the number. All throw [IllegalArgumentException] where a text is
/// none.
public final class Units {
  private static final Pattern QUANTITY = Pattern.compile("([0-9]{1,9})([A-Za-z]+)");

  private Units() {}

  public static Duration duration(String text) {
    Matcher quantity = quantity(text);
    long n = Long.parseLong(quantity.group(1));
    return switch (quantity.group(2)) {
      case "ms" -> Duration.ofMillis(n);
      case "s" -> Duration.ofSeconds(n);
      case "m" -> Duration.ofMinutes(n);
      case "h" -> Duration.ofHours(n);
      case "d" -> Duration.ofDays(n);
      default -> throw new IllegalArgumentException(text);
    };
  }

  static Period period(String text) {
    Matcher quantity = quantity(text);
    int n = Integer.parseInt(quantity.group(1));
    return switch (quantity.group(2)) {
      case "d" -> Period.ofDays(n);
      case "mo" -> Period.ofMonths(n);
      case "y" -> Period.ofYears(n);
      default -> throw new IllegalArgumentException(text);
    };
  }

  /// @return octets
  static long size(String text) {
    Matcher quantity = quantity(text);
    long n = Long.parseLong(quantity.group(1));
    return switch (quantity.group(2)) {
      case "B" -> n;
      case "KiB" -> n << 10;
      case "MiB" -> n << 20;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static Matcher quantity(String text) {
    Matcher quantity = QUANTITY.matcher(text);
    if (!quantity.matches()) {
      throw new IllegalArgumentException(text);
    }
    return quantity;
  }
}
