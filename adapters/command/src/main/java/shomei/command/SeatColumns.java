package shomei.command;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.subscriber.BankAccount;
import shomei.domain.subscriber.Subscriber.Language;

/// The columns of a file of seats.
final class SeatColumns {
  static final List<String> CORPORATION =
      List.of("contractId", "name", "mail", "loginPin", "confirmationPin");
  static final List<String> USER =
      List.of("contractId", "userId", "name", "mail", "loginPin", "confirmationPin");
  static final List<String> OPTIONAL = List.of("language");
  static final List<String> OPTIONAL_OF_CORPORATION =
      List.of("language", "branch", "accountKind", "accountNumber");

  private SeatColumns() {}

  /// Empty where nothing of it stands.
  static Optional<BankAccount> account(CsvFile.Row row) {
    String branch = row.get("branch");
    String kind = row.get("accountKind");
    String number = row.get("accountNumber");
    if ((branch + kind + number).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          BankAccount.of(branch, BankAccount.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), number));
    } catch (IllegalArgumentException e) {
      throw new Refusal(Reason.MALFORMED, "accountKind is none of ordinary, current, savings");
    }
  }

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
