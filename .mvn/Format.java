import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;

/// Formats every Java file under the given folder in place, as `HouseRulesTest` checks it.
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
    var after = new Formatter().formatSource(before);
    if (!after.equals(before)) {
      Files.writeString(file, after);
      IO.println("formatted " + file);
    }
  } catch (FormatterException | IOException e) {
    IO.println(file + ": " + e.getMessage());
  }
}
