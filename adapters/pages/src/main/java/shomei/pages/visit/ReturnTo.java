package shomei.pages.visit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Where a login goes on: at the authorization request of an application that asked for it, or at
/// home.
///
/// *Threat:* a link to the login that afterwards leads to a stranger's page. *Answer:* forms and
/// addresses carry the request's query alone. Host and path are ours, and the endpoint there judges
/// all of the query anew, its redirect URI first.
///
/// @param query of the authorization request; empty for home
public record ReturnTo(String query) {
  /// Characters that the query may have as a part of another, so that its address is taken.
  private static final int LONGEST = 3500;

  /// How forms and addresses call it.
  public static final String FIELD = "then";

  public static final ReturnTo HOME = new ReturnTo("");

  private static final Pattern ENCODED = Pattern.compile("[A-Za-z0-9%&=+._*~-]*");

  /// @param query home where it is none
  public static ReturnTo of(String query) {
    return fits(query) && ENCODED.matcher(query).matches() ? new ReturnTo(query) : HOME;
  }

  /// Whether it is short enough to go along.
  public static boolean fits(String query) {
    return encoded(query).length() <= LONGEST;
  }

  public boolean isHome() {
    return query.isEmpty();
  }

  /// The page, from `/`.
  public String page() {
    return isHome() ? "/" : "/authorize/resume?" + query;
  }

  /// The address of a page of the login, which knows then where to go on.
  public String after(String page) {
    return isHome() ? page : page + (page.contains("?") ? "&" : "?") + FIELD + "=" + encoded(query);
  }

  /// The page at which another certificate is chosen; for an application it is the certificate that
  /// says by which door.
  public String door(String door) {
    return isHome() ? "/login?door=" + door : after("/login");
  }

  private static String encoded(String query) {
    return URLEncoder.encode(query, StandardCharsets.UTF_8);
  }
}
