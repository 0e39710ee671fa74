package shomei.pages.view;

import java.util.Locale;
import shomei.web.http.Request;
import shomei.web.http.Response;

/// The headers that every answer of the pages has, whoever gave it.
public final class Dressing {
  /// Nothing but our own files, no script or style in a page, no frame around it.
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

  private Dressing() {}

  public static Response dressed(Request request, Response response) {
    Response dressed =
        response
            .with("Content-Security-Policy", POLICY)
            .with("Referrer-Policy", "same-origin")
            .with("Cross-Origin-Opener-Policy", "same-origin")
            .with("Cross-Origin-Resource-Policy", "same-origin")
            .with("X-Frame-Options", "DENY");
    if (dressed.header("X-Content-Type-Options").isEmpty()) {
      dressed = dressed.with("X-Content-Type-Options", "nosniff");
    }
    return isLocal(request)
        ? dressed
        : dressed.with("Strict-Transport-Security", "max-age=31536000");
  }

  /// A browser that was told once takes no other port of this machine without TLS any more.
  private static boolean isLocal(Request request) {
    String host = request.header("host").orElse("").toLowerCase(Locale.ROOT);
    return host.matches("(.*\\.)?localhost(:[0-9]+)?");
  }
}
