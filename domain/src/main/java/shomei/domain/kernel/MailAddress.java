package shomei.domain.kernel;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The form of mail addresses that we write to, in ASCII: RFC 5321's `Dot-string@Domain`, and of
/// its quoted local parts those that a Dot-string but for its dots would be:
/// `"taro..s."@docomo.ne.jp`. Japan's carriers handed such addresses out, and their holders write
/// them without quotes, which is read as the quoted form. What else may be quoted nobody has, and
/// it is a way into other people's mail heads; nobody has address literals either.
public final class MailAddress {
  private static final int MOST_CHARACTERS = 254;
  private static final int MOST_LOCAL = 64;
  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final Pattern DOT_STRING = Pattern.compile(ATOM + "(\\." + ATOM + ")*");
  private static final Pattern ATOMS_AND_DOTS = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+");

  private MailAddress() {}

  /// The address as RFC 5321 writes it: quoted where it must be and nowhere else (§4.1.2).
  ///
  /// @return empty where `text` is not of that form
  public static Optional<String> parse(String text) {
    int at = text.lastIndexOf('@');
    if (at < 1 || text.length() > MOST_CHARACTERS || !domain(text.substring(at + 1))) {
      return Optional.empty();
    }
    return local(text.substring(0, at))
        .filter(local -> local.length() <= MOST_LOCAL)
        .map(local -> local + text.substring(at))
        .filter(address -> address.length() <= MOST_CHARACTERS);
  }

  /// @return the address as [#parse] has it
  /// @throws Refusal MALFORMED where it is not of that form
  public static String require(String text) {
    return parse(text).orElseThrow(() -> new Refusal(Reason.MALFORMED, "not a mail address"));
  }

  private static Optional<String> local(String text) {
    boolean quoted = text.length() > 2 && text.startsWith("\"") && text.endsWith("\"");
    String content = quoted ? text.substring(1, text.length() - 1) : text;
    if (!ATOMS_AND_DOTS.matcher(content).matches()) {
      return Optional.empty();
    }
    return Optional.of(DOT_STRING.matcher(content).matches() ? content : "\"" + content + "\"");
  }

  private static boolean domain(String text) {
    try {
      return !new DnsName(text.toLowerCase(Locale.ROOT), false).base().isEmpty();
    } catch (Refusal notAName) {
      return false;
    }
  }
}
