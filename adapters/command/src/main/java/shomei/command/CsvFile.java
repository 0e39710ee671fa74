package shomei.command;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.settings.binding.TextFile;
import shomei.settings.binding.UnreadableFile;

/// A CSV file (RFC 4180) whose first line names its columns, as spreadsheets save it.
final class CsvFile {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreSurroundingSpaces(true)
          .setIgnoreEmptyLines(true)
          .get();

  private CsvFile() {}

  /// @param line its number in the file
  /// @param values by column, stripped; empty where nothing stands
  record Row(long line, Map<String, String> values) {
    String get(String column) {
      return values.getOrDefault(column, "");
    }
  }

  /// @param columns that there must be; the file may have `optional` besides, and no others
  /// @throws Refusal MALFORMED where it is not such a file
  static List<Row> read(Path file, List<String> columns, List<String> optional) {
    try (CSVParser parser =
        CSVParser.builder()
            .setReader(new StringReader(TextFile.read(file)))
            .setFormat(FORMAT)
            .get()) {
      List<String> there = parser.getHeaderNames();
      if (!there.containsAll(columns)
          || !there.stream().allMatch(name -> columns.contains(name) || optional.contains(name))) {
        throw malformed(
            file,
            "its first line must name the columns %s, and may name %s; it names %s"
                .formatted(
                    String.join(",", columns),
                    String.join(",", optional),
                    String.join(",", there)));
      }
      List<Row> rows = new ArrayList<>();
      long line = parser.getCurrentLineNumber();
      for (CSVRecord row : parser) {
        if (!row.isConsistent()) {
          throw malformed(
              file, "line %d has %d columns, not %d".formatted(line + 1, row.size(), there.size()));
        }
        rows.add(new Row(line + 1, new HashMap<>(row.toMap())));
        line = parser.getCurrentLineNumber();
      }
      return rows;
    } catch (UnreadableFile e) {
      throw new Refusal(Reason.MALFORMED, e.getMessage());
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw malformed(file, "is not CSV: " + e.getMessage());
    }
  }

  private static Refusal malformed(Path file, String what) {
    return new Refusal(Reason.MALFORMED, file + ": " + what);
  }
}
