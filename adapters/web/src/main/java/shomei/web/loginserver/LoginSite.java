package shomei.web.loginserver;

import java.util.Locale;
import java.util.regex.Pattern;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.Serial;
import shomei.domain.loginserver.LoginServers.Which;
import shomei.domain.loginserver.TellStatus;
import shomei.web.http.HttpError;
import shomei.web.http.Request;
import shomei.web.http.Response;
import shomei.web.http.Routes;
import shomei.web.http.Site;

/// Answers login servers: GET `/login/{institution}/serial/{hex}` and
/// `/login/{institution}/sha256/{hex}`, over mutual TLS.
///
/// *Threat:* a caller feels its way to what is not its own. *Answer:* whoever the institution does
/// not know is told nothing but that, whether the institution or the certificate is there or not;
/// whom it knows, finds another institution's certificates as absent as those that never were.
public final class LoginSite implements Site {
  private static final String INSTITUTION =
      "/login/(?<institution>[a-z0-9](?:[a-z0-9-]{0,28}[a-z0-9])?)";

  /// Any serial number (RFC 5280 §4.1.2.2); only ours are looked up.
  private static final Pattern SERIAL = Pattern.compile("[0-9a-f]{1,40}");

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final TellStatus tell;

  public LoginSite(TellStatus tell) {
    this.tell = tell;
  }

  @Override
  public void mount(Routes routes) {
    routes.get(
        "status-by-serial",
        INSTITUTION + "/serial/(?<hex>[^/]*)",
        request -> status(request, serial(hex(request))));
    routes.get(
        "status-by-sha256",
        INSTITUTION + "/sha256/(?<hex>[^/]*)",
        request -> status(request, fingerprint(hex(request))));
  }

  @Override
  public Response error(Request request, HttpError error) {
    return dressed(Response.problem(error));
  }

  private Response status(Request request, Which which) {
    Octets caller =
        request
            .clientCertificate()
            .orElseThrow(
                () -> new Refusal(Reason.UNAUTHORIZED, "a TLS client certificate is needed"));
    InstitutionId institution = new InstitutionId(request.parameter("institution"));
    return dressed(Response.json(200, StatusDocument.of(tell.tell(institution, caller, which))));
  }

  private static String hex(Request request) {
    return request.parameter("hex").toLowerCase(Locale.ROOT);
  }

  private static Which serial(String hex) {
    if (!SERIAL.matcher(hex).matches()) {
      throw new Refusal(Reason.MALFORMED, "a serial number is 1 to 40 hexadecimal digits");
    }
    return Serial.ofHex(hex)
        .map(Which.OfSerial::new)
        .orElseThrow(() -> new Refusal(Reason.NOT_FOUND, "no such certificate"));
  }

  private static Which fingerprint(String hex) {
    if (!SHA256.matcher(hex).matches()) {
      throw new Refusal(Reason.MALFORMED, "a SHA-256 fingerprint is 64 hexadecimal digits");
    }
    return new Which.OfFingerprint(Octets.ofHex(hex));
  }

  /// An answer is true at the moment it is given and not to be kept.
  private static Response dressed(Response response) {
    return response.with("Cache-Control", "no-store").with("X-Content-Type-Options", "nosniff");
  }
}
