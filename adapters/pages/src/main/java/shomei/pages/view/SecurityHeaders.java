package shomei.pages.view;

import java.net.URI;
import java.util.Locale;
import shomei.web.http.Request;
import shomei.web.http.Response;

/// The headers that every answer of the pages has, whoever gave it.
public final class SecurityHeaders {
  private static final String NAME = "Content-Security-Policy";

  /// Nothing but our own files, no script or style in a page, no frame around it.
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src"
          + " 'self'%s; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

  private SecurityHeaders() {}

  public static Response addedTo(Request request, Response response) {
    Response policed =
        response.header(NAME).isPresent() ? response : response.with(NAME, POLICY.formatted(""));
    Response answer =
        policed
            .with("Referrer-Policy", "same-origin")
            .with("Cross-Origin-Opener-Policy", "same-origin")
            .with("Cross-Origin-Resource-Policy", "same-origin")
            .with("X-Frame-Options", "DENY");
    if (answer.header("X-Content-Type-Options").isEmpty()) {
      answer = answer.with("X-Content-Type-Options", "nosniff");
    }
    return isLocal(request) ? answer : answer.with("Strict-Transport-Security", "max-age=31536000");
  }

  /// The same page, whose script also speaks to another address of ours.
  ///
  /// @param origin `https://host` or `https://host:port`
  public static Response connecting(Response page, URI origin) {
    return page.with(NAME, POLICY.formatted(" " + origin));
  }

  /// A browser that was told once takes no other port of this machine without TLS any more.
  private static boolean isLocal(Request request) {
    String host = request.header("host").orElse("").toLowerCase(Locale.ROOT);
    return host.matches("(.*\\.)?localhost(:[0-9]+)?");
  }
}
