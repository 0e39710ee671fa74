package shomei.domain.account;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import shomei.domain.kernel.MailAddress;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// The contacts that an account may have (RFC 8555 §7.3): a few `mailto:` URLs of one address each,
/// without header fields (RFC 6068). They are kept as written and never interpreted, so they are
/// bounded and printable.
final class Contacts {
  private static final int MOST = 10;
  private static final int MOST_CHARACTERS = 254;
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]+");
  private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");
  private static final String MAILTO = "mailto:";
  private static final Pattern BROKEN_ENCODING = Pattern.compile(".*%(?![0-9A-Fa-f]{2}).*");
  private static final Pattern ENCODED = Pattern.compile("%([0-9A-Fa-f]{2})");

  private Contacts() {}

  /// @return `contacts`
  /// @throws Refusal UNSUPPORTED_CONTACT for another scheme, INVALID_CONTACT for all that is not as
  ///   above
  static List<String> check(List<String> contacts) {
    if (contacts.size() > MOST) {
      throw invalid("an account has at most " + MOST + " contacts");
    }
    contacts.forEach(Contacts::check);
    return contacts;
  }

  private static void check(String contact) {
    if (contact.length() > MOST_CHARACTERS || !PRINTABLE.matcher(contact).matches()) {
      throw invalid("a contact is a URL of at most " + MOST_CHARACTERS + " printable characters");
    }
    if (!URL.matcher(contact).matches()) {
      throw invalid("a contact is a URL");
    }
    if (!contact.regionMatches(true, 0, MAILTO, 0, MAILTO.length())) {
      throw new Refusal(Reason.UNSUPPORTED_CONTACT, "contacts are mailto URLs");
    }
    String to = contact.substring(MAILTO.length());
    if (to.indexOf('?') >= 0 || to.indexOf('#') >= 0) {
      throw invalid("a contact has no header fields");
    }
    if (to.indexOf(',') >= 0) {
      throw invalid("a contact has one address");
    }
    if (BROKEN_ENCODING.matcher(to).matches() || !wellFormed(decoded(to))) {
      throw invalid("a contact's address is not a mail address");
    }
  }

  /// A URL is written by a program, so the forms that people write are not read here.
  private static boolean wellFormed(String address) {
    return MailAddress.parse(address).filter(address::equals).isPresent();
  }

  private static String decoded(String to) {
    return ENCODED
        .matcher(to)
        .replaceAll(
            octet ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(octet.group(1), 16))));
  }

  private static Refusal invalid(String detail) {
    return new Refusal(Reason.INVALID_CONTACT, detail);
  }
}
