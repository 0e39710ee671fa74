package shomei.settings.binding;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The reference of a file: a YAML file with every key, what it means, how it is written, and what
/// it is where absent, to be edited into a file. It lies beside the file's record, and is where the
/// defaults come from: a line `# key: value` gives one.
public final class Reference {
  private Reference() {}

  /// @param file whose reference has its name, `Config.yaml`
  public static String text(Class<? extends Record> file) {
    String name = file.getSimpleName() + ".yaml";
    try (InputStream in = file.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the build lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The reference as a document in which every key stands.
  static JsonNode keys(Class<? extends Record> file) {
    String keys = text(file).replaceAll("(?m)^( *)# ([a-zA-Z0-9]+:( .*)?)$", "$1$2");
    try {
      return Binder.YAML.readTree(keys);
    } catch (IOException e) {
      throw new IllegalStateException("a reference is not YAML", e);
    }
  }
}
