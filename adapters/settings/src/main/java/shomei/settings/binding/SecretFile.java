package shomei.settings.binding;

import java.nio.file.Path;

/// A file that holds a secret in one line. The secret is read whenever it is needed and kept
/// nowhere.
@Written("file with a secret")
public record SecretFile(Path path) {

  /// @throws UnreadableFile where it cannot be read
  public char[] read() {
    return TextFile.read(path).strip().toCharArray();
  }
}
