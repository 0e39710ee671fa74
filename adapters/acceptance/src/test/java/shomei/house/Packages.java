package shomei.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The packages below a source folder.
final class Packages {

  private Packages() {}

  /// The names of the packages that hold a Java file below `sources`, none where there is no such
  /// folder.
  static Stream<String> below(Path sources) {
    return folders(sources).map(folder -> sources.relativize(folder).toString().replace('/', '.'));
  }

  /// The folders that hold a Java file below `sources`.
  static Stream<Path> folders(Path sources) {
    if (!Files.isDirectory(sources)) {
      return Stream.empty();
    }
    try (var files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(Path::getParent)
          .distinct()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
