import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;

/// Formats every Java file under the given folder in place, as `HouseRulesTest` checks it: imports
/// in order and none too many, then google-java-format.
///
/// Started by `mvn -q -N -Pformat`. Spotless would do the same inside Maven's own JVM, but
/// google-java-format needs a newer one than Maven may run on.
void main(String[] args) throws IOException {
  try (var files = Files.walk(Path.of(args[0]))) {
    files
        .filter(file -> file.toString().endsWith(".java"))
        .filter(file -> !file.toString().contains("/target/"))
        .forEach(this::format);
  }
}

void format(Path file) {
  try {
    var before = Files.readString(file);
    var imports =
        RemoveUnusedImports.removeUnusedImports(ImportOrderer.reorderImports(before, Style.GOOGLE));
    var after = new Formatter().formatSource(imports);
    if (!after.equals(before)) {
      Files.writeString(file, after);
      IO.println("formatted " + file);
    }
  } catch (FormatterException | IOException e) {
    IO.println(file + ": " + e.getMessage());
  }
}
