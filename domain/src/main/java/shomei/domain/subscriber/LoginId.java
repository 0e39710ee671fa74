package shomei.domain.subscriber;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import shomei.domain.institution.Policy.LoginIdForm;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;

/// How a seat's name and the login ID that its holder types belong together.
///
/// SEPARATE: contract ID and user ID are typed apart; written as one, a slash is between them.
/// SINGLE (seed 004: `0501D00601M`, `0501D00601S`, `0501D00601T`): the contract ID is what a
/// corporation's login IDs have in common (bank code, a letter, five digits: `0501D00601`), a user
/// ID is the rest (`S`, `T`, or `2S` for a second one), and the administrator's login ID is the
/// contract ID with an `M`. Either way the one follows from the other by its form alone.
public final class LoginId {
  private static final String CONTRACT = "[0-9]{4}[A-Z][0-9]{5}";
  private static final String USER = "[0-9]{0,3}[ST]";
  private static final Pattern SINGLE =
      Pattern.compile("(?<contract>" + CONTRACT + ")(?:M|(?<user>" + USER + "))");

  private LoginId() {}

  /// @throws Refusal MALFORMED where no login ID of that form belongs to the name
  public static String of(LoginIdForm form, SubscriberName name) {
    return switch (form) {
      case SEPARATE -> name.toString();
      case SINGLE -> {
        boolean formed =
            name.contractId().matches(CONTRACT)
                && name.userId().map(user -> user.matches(USER)).orElse(true);
        if (!formed) {
          throw new Refusal(
              Reason.MALFORMED,
              "a contract ID is the bank's code, a letter and five digits; a user ID ends in S or T");
        }
        yield name.contractId() + name.userId().orElse("M");
      }
    };
  }

  /// @throws Refusal MALFORMED where `text` is not a login ID of that form
  public static SubscriberName parse(LoginIdForm form, String text) {
    return switch (form) {
      case SEPARATE -> SubscriberName.parse(text);
      case SINGLE -> {
        Matcher id = SINGLE.matcher(text);
        if (!id.matches()) {
          throw new Refusal(Reason.MALFORMED, "not a login ID");
        }
        String user = id.group("user");
        yield user == null
            ? SubscriberName.administrator(id.group("contract"))
            : SubscriberName.user(id.group("contract"), user);
      }
    };
  }
}
