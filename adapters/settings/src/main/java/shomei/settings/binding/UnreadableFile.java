package shomei.settings.binding;

import java.nio.file.Path;

/// Thrown where a file that a person wrote is not there or is not text. The message names the file.
public final class UnreadableFile extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String message;
  private final String what;

  UnreadableFile(Path file, String what) {
    this.message = file + ": " + what;
    this.what = what;
  }

  @Override
  public String getMessage() {
    return message;
  }

  /// What is wrong, without the file's name.
  public String what() {
    return what;
  }
}
