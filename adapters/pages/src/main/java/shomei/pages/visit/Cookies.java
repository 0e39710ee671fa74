package shomei.pages.visit;

import java.time.Duration;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.pairing.Pairing;
import shomei.domain.pairing.PairingId;
import shomei.web.http.Response.Header;

/// The cookies of the pages. `__Host-` binds each to one host and to TLS (RFC 6265bis §4.1.3.2).
public final class Cookies {
  public static final String LANGUAGE = "__Host-lang";
  public static final String SIZE = "__Host-size";
  public static final String SESSION = "__Host-session";

  public static final String PAIRINGS = "__Host-pairings";

  /// What the names of codes' cookies begin with; a pairing's id follows.
  public static final String CODE = "__Host-code-";

  private static final Duration YEAR = Duration.ofDays(365);

  private Cookies() {}

  /// What a reader chose; no secret.
  public static Header choice(String name, String value) {
    return cookie(name, value, "Lax; Max-Age=" + YEAR.toSeconds());
  }

  /// The session's secret, gone with the browser.
  public static Header session(String secret) {
    return cookie(SESSION, secret, "Strict");
  }

  public static Header noSession() {
    return cookie(SESSION, "", "Strict; Max-Age=0");
  }

  /// At which fresh host the last login began, by its label; no secret. The open pages' host knows
  /// so where a session may be, and nobody else can tell a browser to go there.
  public static Header loginHost(InstitutionId institution, String label) {
    return cookie(loginHost(institution), label, "Lax");
  }

  /// The name of that cookie.
  public static String loginHost(InstitutionId institution) {
    return "__Host-login-" + institution;
  }

  /// The secret by which a host knows the browser that opened a pairing. Lax, since whoever comes
  /// over a link of another site must not be given another one in its place.
  public static Header pairings(String secret) {
    return cookie(PAIRINGS, secret, "Lax; Max-Age=" + Pairing.REMEMBERED.toSeconds());
  }

  /// The code of a pairing, for the page that shows it; it opens nothing.
  public static Header code(PairingId pairing, String code) {
    return cookie(CODE + pairing, code, "Lax; Max-Age=" + Pairing.CODE_LIFETIME.toSeconds());
  }

  /// @param name of a cookie that is worth nothing any more
  public static Header none(String name) {
    return cookie(name, "", "Lax; Max-Age=0");
  }

  private static Header cookie(String name, String value, String site) {
    return new Header(
        "Set-Cookie", name + "=" + value + "; Path=/; Secure; HttpOnly; SameSite=" + site);
  }
}
