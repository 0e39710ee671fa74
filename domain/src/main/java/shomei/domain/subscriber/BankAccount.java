package shomei.domain.subscriber;

import java.text.Normalizer;
import java.util.regex.Pattern;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// A customer's account with its bank.
///
/// @param branch three digits
/// @param number seven digits
public record BankAccount(String branch, Kind kind, String number) {
  private static final int BRANCH = 3;
  private static final int NUMBER = 7;
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  /// The kinds that corporations have.
  public enum Kind {
    /// 普通預金.
    ORDINARY,
    /// 当座預金.
    CURRENT,
    /// 貯蓄預金.
    SAVINGS
  }

  public BankAccount {
    require(branch.length() == BRANCH && number.length() == NUMBER && isDigits(branch + number));
  }

  /// As people write it: full-width digits too, and without the zeros that it begins with.
  ///
  /// @throws Refusal MALFORMED where branch or number are not digits, or too many
  public static BankAccount of(String branch, Kind kind, String number) {
    return new BankAccount(digits(branch, BRANCH), kind, digits(number, NUMBER));
  }

  private static String digits(String text, int length) {
    require(text.length() <= length);
    String narrow = Normalizer.normalize(text, Normalizer.Form.NFKC);
    require(isDigits(narrow));
    return "0".repeat(Math.max(0, length - narrow.length())) + narrow;
  }

  private static boolean isDigits(String text) {
    return DIGITS.matcher(text).matches();
  }

  private static void require(boolean formed) {
    if (!formed) {
      throw new Refusal(
          Reason.MALFORMED, "an account has a branch of 3 digits and a number of 7 digits");
    }
  }

  @Override
  public String toString() {
    return branch + "-" + kind + "-" + number;
  }
}
