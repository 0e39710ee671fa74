package shomei.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.function.Predicate;

/// How a value is written.
///
/// @param name what people read of it, e.g. `duration (500ms, 30s, 10m, 24h, 7d)`
public record Form<T>(String name, Reader<T> reader) {

  /// Reads one value.
  @FunctionalInterface
  public interface Reader<T> {
    /// @param base the folder that relative paths start from
    /// @throws IllegalArgumentException in words that finish the sentence "`key`: …"
    T read(JsonNode value, Path base);
  }

  /// The same, refused where `holds` does not.
  public Form<T> where(Predicate<T> holds, String otherwise) {
    return new Form<>(
        name,
        (value, base) -> {
          T read = reader.read(value, base);
          if (!holds.test(read)) {
            throw new IllegalArgumentException(otherwise);
          }
          return read;
        });
  }
}
