package shomei.settings;

import java.util.Collection;
import java.util.List;

/// Writes the reference of a file's keys: a YAML file with every key, what it means, how it is
/// written, and what it is where absent. It can be edited into a file.
public final class Reference {
  private static final int WIDTH = 98;

  private Reference() {}

  /// @param above names that the keys stand below, e.g. `profiles.NAME`; empty for the top
  public static String of(String above, Collection<Key<?>> keys) {
    var out = new StringBuilder();
    List<String> open = List.of();
    for (Key<?> key : keys) {
      String path = above.isEmpty() ? key.path() : above + "." + key.path();
      List<String> names = List.of(path.split("\\."));
      List<String> sections = names.subList(0, names.size() - 1);
      if (!sections.equals(open)) {
        out.append(sections.isEmpty() && out.isEmpty() ? "" : "\n");
        open(out, open, sections);
        open = sections;
      }
      write(out, "  ".repeat(sections.size()), names.getLast(), key);
    }
    return out.toString();
  }

  private static void open(StringBuilder out, List<String> open, List<String> sections) {
    int same = 0;
    while (same < Math.min(open.size(), sections.size())
        && open.get(same).equals(sections.get(same))) {
      same++;
    }
    for (int i = same; i < sections.size(); i++) {
      out.append("  ".repeat(i)).append(sections.get(i)).append(":\n");
    }
  }

  private static void write(StringBuilder out, String indent, String name, Key<?> key) {
    wrap(out, indent + "# ", key.meaning());
    String absence =
        key.fallback()
            .map(text -> "default " + text)
            .orElse(key.need() == Key.Need.REQUIRED ? "required" : "optional");
    wrap(out, indent + "# ", key.form().name() + "; " + absence);
    String value = key.fallback().orElse("");
    out.append(indent)
        .append(key.need() == Key.Need.REQUIRED ? "" : "# ")
        .append(name)
        .append(value.isEmpty() ? ":" : ": " + value)
        .append('\n');
  }

  private static void wrap(StringBuilder out, String start, String text) {
    var line = new StringBuilder(start);
    for (String word : text.split(" ")) {
      if (line.length() > start.length() && line.length() + word.length() > WIDTH) {
        out.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder(start);
      }
      line.append(word).append(' ');
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }
}
