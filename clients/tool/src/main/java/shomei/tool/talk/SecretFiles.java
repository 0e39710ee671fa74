package shomei.tool.talk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shomei.enrollment.Secret;
import shomei.enrollment.file.FileFaults;
import shomei.enrollment.file.TextFile;
import shomei.tool.outcome.ExitCode;
import shomei.tool.outcome.ToolFailure;

/// PINs and passwords from the first lines of files, never from the command line: other users of
/// the machine can read that.
public final class SecretFiles {
  private final InputStream input;
  private final Map<String, Secret> read = new HashMap<>();

  /// @param input is read for a file named `-`
  public SecretFiles(InputStream input) {
    this.input = input;
  }

  /// The first line of the file, read once; empty where no file was named.
  ///
  /// @throws ToolFailure `USAGE` where there is nothing in it
  public Optional<Secret> read(@Nullable String name) {
    return Optional.ofNullable(name).map(file -> read.computeIfAbsent(file, this::firstLine));
  }

  private Secret firstLine(String name) {
    try {
      String text = name.equals("-") ? TextFile.read(input) : TextFile.read(Path.of(name));
      String line = TextFile.firstLine(text);
      if (line.isEmpty()) {
        throw ToolFailure.of(ExitCode.USAGE, "fail.emptySecret", name);
      }
      return Secret.of(line);
    } catch (InvalidPathException locale) {
      throw ToolFailure.because(locale, ExitCode.USAGE, "fail.locale", name);
    } catch (IOException broken) {
      throw ToolFailure.unreadable(name, FileFaults.of(broken));
    }
  }
}
