package shomei.command;

import java.util.List;
import java.util.Locale;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.subscriber.Subscriber.Language;

/// The columns of a file of seats.
final class SeatColumns {
  static final List<String> CORPORATION =
      List.of("contractId", "name", "mail", "loginPin", "confirmationPin");
  static final List<String> USER =
      List.of("contractId", "userId", "name", "mail", "loginPin", "confirmationPin");
  static final List<String> OPTIONAL = List.of("language");

  private SeatColumns() {}

  /// Japanese where nothing stands.
  static Language language(CsvFile.Row row) {
    String text = row.get("language");
    try {
      return text.isEmpty() ? Language.JA : Language.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new Refusal(Reason.MALFORMED, "language is neither ja nor en");
    }
  }
}
