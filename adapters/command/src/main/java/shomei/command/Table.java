package shomei.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Rows for people, in columns, or for scripts, one JSON object a line. What would not be visible
/// in them is escaped.
final class Table {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> names;
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... names) {
    this.names = List.of(names);
  }

  Table row(Object... cells) {
    var row = new ArrayList<String>();
    for (Object cell : cells) {
      row.add(String.valueOf(cell));
    }
    if (row.size() != names.size()) {
      throw new IllegalArgumentException("a row has as many cells as there are names");
    }
    rows.add(row);
    return this;
  }

  void print(PrintWriter out, boolean json) {
    if (json) {
      rows.forEach(row -> out.println(object(row)));
    } else {
      columns(out);
    }
    out.flush();
  }

  private String object(List<String> row) {
    var object = new LinkedHashMap<String, String>();
    for (int i = 0; i < names.size(); i++) {
      object.put(names.get(i), row.get(i));
    }
    try {
      return Visible.json(JSON.writeValueAsString(object));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a row of text has no JSON", e);
    }
  }

  private void columns(PrintWriter out) {
    List<List<String>> rows =
        this.rows.stream().map(row -> row.stream().map(Visible::text).toList()).toList();
    int[] widths = new int[names.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] =
          Math.max(
              names.get(i).length(),
              rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
    }
    out.println(line(names, widths));
    rows.forEach(row -> out.println(line(row, widths)));
  }

  private static String line(List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      line.append(cells.get(i)).append(" ".repeat(widths[i] - cells.get(i).length() + 2));
    }
    return line.toString().stripTrailing();
  }
}
