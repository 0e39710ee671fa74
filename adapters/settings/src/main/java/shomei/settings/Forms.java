package shomei.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The forms that values are written in.
public final class Forms {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
  private static final Pattern PERIOD = Pattern.compile("([0-9]{1,4})(d|mo|y)");
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(B|KiB|MiB)");
  private static final Pattern HOST_PORT =
      Pattern.compile("([0-9.]+|\\[[0-9a-fA-F:.]+]):([0-9]{1,5})");
  private static final Pattern RANGE = Pattern.compile("([0-9a-fA-F:.]+)/([0-9]{1,3})");
  private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9][0-9]*)){1,30}");

  public static final Form<String> TEXT =
      new Form<>("text", (value, base) -> text(value)).where(text -> !text.isBlank(), "is empty");

  public static final Form<Boolean> FLAG =
      new Form<>(
          "true or false",
          (value, base) -> {
            if (!value.isBoolean()) {
              throw new IllegalArgumentException("is neither true nor false");
            }
            return value.booleanValue();
          });

  public static final Form<Integer> PORT = integer(0, 65_535);

  public static final Form<String> OBJECT_IDENTIFIER =
      new Form<>("object identifier (2.23.140.1.2.1)", (value, base) -> text(value))
          .where(oid -> OID.matcher(oid).matches(), "is not an object identifier");

  public static final Form<LocalDate> DATE =
      new Form<>(
          "date (2026-12-30)",
          (value, base) -> {
            try {
              return LocalDate.parse(text(value));
            } catch (DateTimeParseException e) {
              throw new IllegalArgumentException("is not a date like 2026-12-30", e);
            }
          });

  public static final Form<Path> PATH = new Form<>("path", (value, base) -> path(value, base));

  public static final Form<Path> FILE =
      new Form<>("file", (value, base) -> path(value, base))
          .where(Files::isRegularFile, "names no file")
          .where(Files::isReadable, "names a file that cannot be read");

  public static final Form<Path> FOLDER =
      new Form<>("folder", (value, base) -> path(value, base))
          .where(Files::isDirectory, "names no folder");

  public static final Form<InetSocketAddress> HOST_AND_PORT =
      new Form<>(
          "address and port (192.0.2.53:53, [2001:db8::53]:53)",
          (value, base) -> {
            Matcher match = match(HOST_PORT, text(value), "is not like 192.0.2.53:53");
            int port = Integer.parseInt(match.group(2));
            if (port > 65_535) {
              throw new IllegalArgumentException("has a port above 65535");
            }
            String host = match.group(1).replaceAll("[\\[\\]]", "");
            return new InetSocketAddress(literal(host), port);
          });

  public static final Form<String> ADDRESS =
      new Form<>(
          "address (192.0.2.1, 2001:db8::1)",
          (value, base) -> literal(text(value)).getHostAddress());

  public static final Form<String> ADDRESS_RANGE =
      new Form<>(
          "address range (127.0.0.0/8, ::1/128)",
          (value, base) -> {
            Matcher match = match(RANGE, text(value), "is not an address range like 127.0.0.0/8");
            byte[] address = literal(match.group(1)).getAddress();
            int bits = 8 * address.length;
            int prefix = Integer.parseInt(match.group(2));
            if (prefix > bits) {
              throw new IllegalArgumentException("has more than %d bits".formatted(bits));
            }
            if (new BigInteger(1, address).getLowestSetBit() < bits - prefix
                && new BigInteger(1, address).signum() > 0) {
              throw new IllegalArgumentException("has bits set behind its prefix");
            }
            return match.group();
          });

  public static final Form<Integer> SIZE_TEXT =
      new Form<>(
          "size (900B, 64KiB, 1MiB)",
          (value, base) -> {
            Matcher size = match(SIZE, text(value), "is not a size like 64KiB");
            long unit =
                switch (size.group(2)) {
                  case "B" -> 1;
                  case "KiB" -> 1024;
                  default -> 1024 * 1024;
                };
            return Math.toIntExact(Math.min(Integer.MAX_VALUE, unit * number(size)));
          });

  private Forms() {}

  public static Form<Integer> integer(int least, int most) {
    return new Form<>(
        "whole number from %d to %d".formatted(least, most),
        (value, base) -> {
          if (!value.isIntegralNumber()
              || !value.canConvertToInt()
              || value.intValue() < least
              || value.intValue() > most) {
            throw new IllegalArgumentException(
                "is not a whole number from %d to %d".formatted(least, most));
          }
          return value.intValue();
        });
  }

  public static Form<Duration> duration(Duration least, Duration most) {
    return new Form<>(
        "duration (500ms, 30s, 10m, 24h, 7d)",
        (value, base) -> {
          Duration duration = durationOf(text(value));
          if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                "is not between %s and %s".formatted(write(least), write(most)));
          }
          return duration;
        });
  }

  /// @throws IllegalArgumentException where the text is not of that form
  public static Duration durationOf(String text) {
    Matcher match = match(DURATION, text, "is not a duration like 500ms, 30s, 10m, 24h, 7d");
    long n = number(match);
    return switch (match.group(2)) {
      case "ms" -> Duration.ofMillis(n);
      case "s" -> Duration.ofSeconds(n);
      case "m" -> Duration.ofMinutes(n);
      case "h" -> Duration.ofHours(n);
      default -> Duration.ofDays(n);
    };
  }

  /// @param longest in days
  public static Form<Period> period(int longest) {
    return new Form<>(
        "period (30d, 6mo, 1y)",
        (value, base) -> {
          Matcher match = match(PERIOD, text(value), "is not a period like 30d, 6mo, 1y");
          int n = Math.toIntExact(number(match));
          Period period =
              switch (match.group(2)) {
                case "d" -> Period.ofDays(n);
                case "mo" -> Period.ofMonths(n);
                default -> Period.ofYears(n);
              };
          long days = ChronoUnit.DAYS.between(LocalDate.EPOCH, LocalDate.EPOCH.plus(period));
          if (days < 1 || days > longest) {
            throw new IllegalArgumentException("is not between 1d and %dd".formatted(longest));
          }
          return period;
        });
  }

  /// An address such as `https://ca.example.com:8443`, without path, query or credentials.
  public static Form<URI> origin(String... schemes) {
    String wanted = String.join(" or ", schemes);
    return new Form<>(
        "address (%s://host:port)".formatted(schemes[0]),
        (value, base) -> {
          URI uri = uri(value);
          boolean bare =
              uri.getHost() != null
                  && uri.getUserInfo() == null
                  && (uri.getPath().isEmpty() || uri.getPath().equals("/"))
                  && uri.getQuery() == null
                  && uri.getFragment() == null;
          if (!bare || !Arrays.asList(schemes).contains(uri.getScheme())) {
            throw new IllegalArgumentException(
                "is not an address of %s with a host and perhaps a port".formatted(wanted));
          }
          return URI.create(uri.getScheme() + "://" + uri.getRawAuthority());
        });
  }

  /// An address of a page.
  public static final Form<String> PAGE =
      new Form<>(
          "address (https://…)",
          (value, base) -> {
            URI uri = uri(value);
            if (uri.getHost() == null || uri.getScheme() == null) {
              throw new IllegalArgumentException(
                  "is not an address like https://bank.example/terms");
            }
            return uri.toString();
          });

  /// One of an enum's constants, written in lower case with hyphens.
  public static <E extends Enum<E>> Form<E> choice(Class<E> type) {
    List<E> constants = List.of(type.getEnumConstants());
    List<String> names = constants.stream().map(Forms::write).toList();
    return new Form<>(
        String.join(" | ", names),
        (value, base) -> {
          int at = value.isTextual() ? names.indexOf(value.textValue()) : -1;
          if (at < 0) {
            throw new IllegalArgumentException("is none of " + String.join(", ", names));
          }
          return constants.get(at);
        });
  }

  public static <T> Form<List<T>> listOf(Form<T> form) {
    return new Form<>(
        "list of " + form.name(),
        (value, base) -> {
          if (!value.isArray()) {
            throw new IllegalArgumentException("is not a list");
          }
          var items = new ArrayList<T>();
          for (JsonNode item : value) {
            try {
              items.add(form.reader().read(item, base));
            } catch (IllegalArgumentException e) {
              throw new IllegalArgumentException(
                  "item %d %s".formatted(items.size() + 1, e.getMessage()), e);
            }
          }
          return List.copyOf(items);
        });
  }

  /// How [#choice] writes a constant.
  public static String write(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String write(Duration duration) {
    long ms = duration.toMillis();
    record Unit(String name, long millis) {}
    return List.of(
            new Unit("d", 86_400_000),
            new Unit("h", 3_600_000),
            new Unit("m", 60_000),
            new Unit("s", 1000))
        .stream()
        .filter(unit -> ms > 0 && ms % unit.millis == 0)
        .findFirst()
        .map(unit -> ms / unit.millis + unit.name)
        .orElse(ms + "ms");
  }

  private static String text(JsonNode value) {
    if (!value.isValueNode() || value.isNull()) {
      throw new IllegalArgumentException("is not a single value");
    }
    return value.asText();
  }

  private static Matcher match(Pattern pattern, String text, String otherwise) {
    return Optional.of(pattern.matcher(text))
        .filter(Matcher::matches)
        .orElseThrow(() -> new IllegalArgumentException(otherwise));
  }

  private static long number(Matcher match) {
    return Long.parseLong(match.group(1));
  }

  private static InetAddress literal(String text) {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is not a numeric address", e);
    }
  }

  private static URI uri(JsonNode value) {
    try {
      return URI.create(text(value));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is not an address", e);
    }
  }

  private static Path path(JsonNode value, Path base) {
    try {
      return base.resolve(text(value)).normalize();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("is not a path", e);
    }
  }
}
