package shomei.domain.kernel;

import java.util.Locale;
import java.util.regex.Pattern;

/// A fully qualified DNS name in lower case without a trailing dot, perhaps with a wildcard as its
/// whole leftmost label (RFC 1034 §3.5 as tightened by RFC 5890; RFC 8555 §7.1.3).
///
/// @param base the name without `*.`, at most 253 characters, at least two labels
public record DnsName(String base, boolean wildcard) {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final String A_LABEL = "xn--";
  private static final Pattern ALL_DIGITS = Pattern.compile("[0-9]+");
  private static final int MOST_CHARACTERS = 253;

  public DnsName {
    if (base.length() + (wildcard ? 2 : 0) > MOST_CHARACTERS || !wellFormed(base)) {
      throw new Refusal(Reason.MALFORMED, "not a fully qualified DNS name");
    }
  }

  /// @throws Refusal MALFORMED for anything that is not a name as above, IP literals included
  public static DnsName parse(String text) {
    boolean wildcard = text.startsWith("*.");
    return new DnsName((wildcard ? text.substring(2) : text).toLowerCase(Locale.ROOT), wildcard);
  }

  /// Whether this name is `domain` or lies below it.
  public boolean within(String domain) {
    return base.equals(domain) || base.endsWith("." + domain);
  }

  private static boolean wellFormed(String name) {
    String[] labels = name.split("\\.", -1);
    if (labels.length < 2 || ALL_DIGITS.matcher(labels[labels.length - 1]).matches()) {
      return false;
    }
    for (String label : labels) {
      if (!LABEL.matcher(label).matches() || !knownEncoding(label)) {
        return false;
      }
    }
    return true;
  }

  /// Labels with hyphens in places three and four are reserved; of them only A-labels pass (RFC
  /// 5890 §2.3.1, §2.3.2.1).
  private static boolean knownEncoding(String label) {
    if (label.length() < 4 || label.charAt(2) != '-' || label.charAt(3) != '-') {
      return true;
    }
    return label.startsWith(A_LABEL)
        && Punycode.decode(label.substring(A_LABEL.length())).filter(ULabel::isValid).isPresent();
  }

  @Override
  public String toString() {
    return wildcard ? "*." + base : base;
  }
}
