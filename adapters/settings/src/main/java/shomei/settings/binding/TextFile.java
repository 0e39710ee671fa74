package shomei.settings.binding;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import shomei.domain.kernel.PlainText;

/// The text of a file that a person wrote, with whatever editor.
public final class TextFile {
  private TextFile() {}

  /// @throws UnreadableFile where it is not there, or not text
  public static String read(Path file) {
    if (Files.isDirectory(file)) {
      throw new UnreadableFile(file, "is a folder, not a file");
    }
    try {
      return PlainText.of(Files.readAllBytes(file))
          .orElseThrow(
              () -> new UnreadableFile(file, "is not text in UTF-8: save it again as UTF-8"));
    } catch (NoSuchFileException e) {
      throw new UnreadableFile(file, "there is no such file");
    } catch (AccessDeniedException e) {
      throw new UnreadableFile(file, "may not be read by the user who runs this");
    } catch (IOException e) {
      throw new UnreadableFile(file, "cannot be read: " + e.getMessage());
    }
  }
}
