package shomei.domain.kernel;

import java.util.Locale;
import java.util.regex.Pattern;

/// The form of mail addresses that we write to: RFC 5321's `Dot-string@Domain`, in ASCII. Quoted
/// local parts and address literals are legal there, but nobody has them and they are a way into
/// other people's mail heads.
public final class MailAddress {
  private static final int MOST_CHARACTERS = 254;
  private static final int MOST_LOCAL = 64;
  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final Pattern LOCAL = Pattern.compile(ATOM + "(\\." + ATOM + ")*");

  private MailAddress() {}

  public static boolean wellFormed(String text) {
    int at = text.lastIndexOf('@');
    if (at < 1 || at > MOST_LOCAL || text.length() > MOST_CHARACTERS) {
      return false;
    }
    return LOCAL.matcher(text.substring(0, at)).matches() && domain(text.substring(at + 1));
  }

  /// @return `text`
  /// @throws Refusal MALFORMED where it is not of that form
  public static String require(String text) {
    if (!wellFormed(text)) {
      throw new Refusal(Reason.MALFORMED, "not a mail address");
    }
    return text;
  }

  private static boolean domain(String text) {
    try {
      return !new DnsName(text.toLowerCase(Locale.ROOT), false).base().isEmpty();
    } catch (Refusal notAName) {
      return false;
    }
  }
}
