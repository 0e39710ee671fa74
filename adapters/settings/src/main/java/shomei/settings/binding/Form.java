package shomei.settings.binding;

import com.fasterxml.jackson.databind.JsonNode;
import inet.ipaddr.HostName;
import inet.ipaddr.IPAddress;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Type;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// How the values of a key are written.
///
/// @param name what people read of it, e.g. `duration (500ms, 30s, 10m, 24h, 7d) from 1s to 10m`
/// @param reader throws [IllegalArgumentException] or [DateTimeException] where a text is not of
///   this form
record Form(String name, Function<String, ?> reader) {
  /// @param base the folder that relative paths start from
  static Form of(Type type, Key key, Path base) {
    Class<?> raw = (Class<?>) type;
    if (raw.isEnum()) {
      return choice(raw);
    }
    Text kind = key.text();
    return switch (raw.getSimpleName()) {
      case "boolean" -> new Form("true or false", Form::flag);
      case "int", "Integer" -> ranged("whole number", Integer::valueOf, n -> n, key);
      case "Duration" ->
          ranged("duration (500ms, 30s, 10m, 24h, 7d)", Units::duration, Duration::toMillis, key);
      case "Period" ->
          ranged(
              "period (30d, 6mo, 1y)",
              Units::period,
              period -> LocalDate.EPOCH.plus(period).toEpochDay(),
              key);
      case "DataSize" ->
          ranged(
              "size (900B, 64KiB, 1MiB)",
              text -> new DataSize(Math.toIntExact(Units.size(text))),
              DataSize::octets,
              key);
      case "LocalDate" -> new Form("date (2026-12-30)", LocalDate::parse);
      case "LocalTime" -> new Form("time of day (09:00)", LocalTime::parse);
      case "InetAddress" ->
          new Form("numeric address (192.0.2.1, 2001:db8::1)", InetAddress::ofLiteral);
      case "InetSocketAddress" ->
          new Form("address and port (192.0.2.53:53, [2001:db8::53]:53)", Form::socket);
      case "Path" ->
          new Form(
              kind == Text.ANY ? "path" : kind.form(),
              text -> Path.of(kind.require(absolute(base, text))));
      case "SecretFile" ->
          new Form("file", text -> secret(Text.FILE.require(absolute(base, text))));
      case "URI" -> new Form(kind.form(), text -> URI.create(kind.require(text)));
      case "String" -> new Form(kind.form(), kind::require);
      default -> new Form(written(raw), text -> parsed(raw, text));
    };
  }

  /// @throws IllegalArgumentException in words that finish the sentence "`key` …"
  Object read(JsonNode node) {
    try {
      if (!node.isValueNode() || node.asText().isBlank()) {
        throw new IllegalArgumentException();
      }
      return reader.apply(node.asText());
    } catch (UnreadableFile e) {
      throw new IllegalArgumentException("names " + e.getMessage(), e);
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      String article = "aeiou".indexOf(name.charAt(0)) < 0 ? "a" : "an";
      throw new IllegalArgumentException(
          name.contains(" | ") ? "is none of " + name : "is not %s %s".formatted(article, name), e);
    }
  }

  private static Form choice(Class<?> type) {
    List<String> names =
        Arrays.stream(type.getEnumConstants())
            .map(one -> one.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList();
    return new Form(
        String.join(" | ", names),
        text -> {
          if (!names.contains(text)) {
            throw new IllegalArgumentException(text);
          }
          return type.getEnumConstants()[names.indexOf(text)];
        });
  }

  private static <T> Form ranged(
      String name, Function<String, T> reader, ToLongFunction<T> order, Key key) {
    if (key.range().isEmpty()) {
      return new Form(name, reader);
    }
    String[] ends = key.range().split("\\.\\.", 2);
    long least = order.applyAsLong(reader.apply(ends[0]));
    long most = order.applyAsLong(reader.apply(ends[1]));
    return new Form(
        "%s from %s to %s".formatted(name, ends[0], ends[1]),
        text -> {
          T value = reader.apply(text);
          if (order.applyAsLong(value) < least || order.applyAsLong(value) > most) {
            throw new IllegalArgumentException(text);
          }
          return value;
        });
  }

  private static boolean flag(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(text);
    }
    return text.equals("true");
  }

  private static String absolute(Path base, String text) {
    return base.resolve(text).normalize().toString();
  }

  /// A literal: nothing is looked up.
  private static InetSocketAddress socket(String text) {
    IPAddress address = new HostName(text).asAddress();
    Integer port = new HostName(text).getPort();
    if (address == null || port == null) {
      throw new IllegalArgumentException(text);
    }
    return new InetSocketAddress(address.toInetAddress(), port);
  }

  /// Read here too, so that what is not text is told at once.
  private static SecretFile secret(String path) {
    var file = new SecretFile(Path.of(path));
    Arrays.fill(file.read(), '\0');
    return file;
  }

  private static String written(Class<?> type) {
    Written written = type.getAnnotation(Written.class);
    if (written == null) {
      throw new IllegalStateException(type + " is not @Written");
    }
    return written.value();
  }

  private static Object parsed(Class<?> type, String text) {
    try {
      return type.getMethod("parse", String.class).invoke(null, text);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " has no parse(String)", e);
    }
  }
}
