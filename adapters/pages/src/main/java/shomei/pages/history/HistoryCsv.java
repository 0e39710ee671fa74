package shomei.pages.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import shomei.domain.history.Entry;
import shomei.pages.text.Texts;

/// The history as a file for spreadsheets: RFC 4180 in UTF-8, with the byte order mark by which
/// Excel knows it.
///
/// *Threat:* a cell that somebody made begin with `=`, `+`, `-` or `@` is a formula to a
/// spreadsheet, which runs at whoever opens the file, and can send its other cells elsewhere.
/// *Answer:* such a cell, also with the full-width sign or behind a tab or line end, gets an
/// apostrophe before it, which spreadsheets take for text.
final class HistoryCsv {
  private static final String FORMULA = "(?s)[=+\\-@＝＋－＠\t\r\n].*";
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /// So that spreadsheets sort by it.
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Tokyo"));

  private HistoryCsv() {}

  static byte[] of(List<Entry> entries, Texts texts) {
    StringBuilder csv = new StringBuilder(BYTE_ORDER_MARK);
    try (CSVPrinter printer = new CSVPrinter(csv, CSVFormat.RFC4180)) {
      printer.printRecord(
          texts.of("history.time"),
          texts.of("history.seat"),
          texts.of("history.what"),
          texts.of("history.certificate"),
          texts.of("history.actor"),
          texts.of("history.address"),
          texts.of("history.used"));
      for (Entry entry : entries) {
        HistoryLine line = HistoryLine.of(entry, texts);
        printer.printRecord(
            Stream.of(
                    TIME.format(entry.at()),
                    line.seat(),
                    line.what(),
                    line.certificate(),
                    line.actor(),
                    line.address(),
                    line.used())
                .map(HistoryCsv::text));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// The cell as text, whatever it says.
  static String text(String cell) {
    return cell.matches(FORMULA) ? "'" + cell : cell;
  }
}
