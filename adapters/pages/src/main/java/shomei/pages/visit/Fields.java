package shomei.pages.visit;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import shomei.web.http.HttpError;

/// The fields of a form or of an address, as they were filled in.
public record Fields(Map<String, List<String>> values) {
  private static final int MOST_FIELDS = 128;

  public static final Fields NONE = new Fields(Map.of());

  public Fields {
    values = Map.copyOf(values);
  }

  /// @param encoded as `application/x-www-form-urlencoded`
  /// @throws HttpError 400 where it cannot be read
  public static Fields of(String encoded) {
    try {
      return new Fields(
          new QueryStringDecoder(encoded, StandardCharsets.UTF_8, false, MOST_FIELDS).parameters());
    } catch (IllegalArgumentException unreadable) {
      throw HttpError.of(400, "The form cannot be read.");
    }
  }

  /// Fields that a page fills in before it shows them.
  public static Fields of(Map<String, String> filledIn) {
    return new Fields(
        filledIn.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, field -> List.of(field.getValue()))));
  }

  /// The first value without the blanks around it, which people copy with an ID and do not see;
  /// empty where the field is not there.
  public String text(String name) {
    return values.getOrDefault(name, List.of("")).getFirst().strip();
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /// Every value, where one name stands several times.
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /// The first value of each.
  Map<String, String> first() {
    return values.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(Map.Entry::getKey, field -> field.getValue().getFirst()));
  }
}
