package shomei.enrollment.pairing;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;

/// What a page opens: `shomei://HOST[:PORT]/INSTITUTION/CODE`.
///
/// Threat: any page of the web can open such a link, with whatever stands in it. Answer: one strict
/// grammar over the whole text, so no blank, control character, quote or hyphen in front gets
/// through; it is never read as options; and the host is judged by [KnownServers].
///
/// @param directory of the institution
public record PairingLink(URI directory, PairingCode code) {
  private static final int LONGEST = 100;
  private static final int LAST_PORT = 65_535;
  private static final int HTTPS = 443;
  private static final Pattern FORM =
      Pattern.compile(
          "shomei://(?<host>[a-z0-9.-]{1,60})(:(?<port>[0-9]{1,5}))?"
              + "/(?<institution>[a-z0-9-]{1,20})/(?<code>[A-HJ-NP-Z2-9]{8})");
  private static final Pattern HOST =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

  /// Whether it is meant to be one: then it is never taken for a code or anything else.
  public static boolean isMeant(String text) {
    return text.regionMatches(true, 0, "shomei:", 0, "shomei:".length());
  }

  /// @throws EnrollmentException [Failure.BadLink]
  public static PairingLink parse(String text) {
    Matcher parts = FORM.matcher(text.length() > LONGEST ? "" : text);
    if (!parts.matches() || !HOST.matcher(parts.group("host")).matches()) {
      throw new EnrollmentException(new Failure.BadLink());
    }
    int port = parts.group("port") == null ? HTTPS : Integer.parseInt(parts.group("port"));
    if (port < 1 || port > LAST_PORT) {
      throw new EnrollmentException(new Failure.BadLink());
    }
    String authority = parts.group("host") + (port == HTTPS ? "" : ":" + port);
    return new PairingLink(
        URI.create("https://" + authority + "/acme/" + parts.group("institution") + "/directory"),
        PairingCode.typed(parts.group("code")));
  }
}
