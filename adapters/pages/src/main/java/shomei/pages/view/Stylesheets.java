package shomei.pages.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import shomei.domain.kernel.Octets;
import shomei.web.http.Request;
import shomei.web.http.Response;
import shomei.web.http.Routes;

/// The one stylesheet, and one line more for each bank's colour. Their addresses name what they
/// hold, so browsers keep them for good.
public final class Stylesheets {
  private static final Octets PAGES = read();
  private static final String PATH =
      "/assets/pages-" + PAGES.sha256().hex().substring(0, 16) + ".css";

  private Stylesheets() {}

  static String path() {
    return PATH;
  }

  /// @param colour `#rrggbb`
  static String accent(String colour) {
    return "/assets/accent-" + colour.substring(1).toLowerCase(Locale.ROOT) + ".css";
  }

  public static void mount(Routes routes) {
    routes.get("stylesheet", PATH.replace(".", "\\."), request -> css(PAGES));
    routes.get("stylesheet", "/assets/accent-(?<colour>[0-9a-f]{6})\\.css", Stylesheets::colour);
  }

  private static Response colour(Request request) {
    String rule = ":root{--accent:#" + request.parameter("colour") + "}";
    return css(Octets.of(rule.getBytes(StandardCharsets.US_ASCII)));
  }

  private static Response css(Octets rules) {
    return Response.of(200, "text/css; charset=utf-8", rules)
        .with("Cache-Control", "public, max-age=31536000, immutable")
        .with("X-Content-Type-Options", "nosniff");
  }

  private static Octets read() {
    try (InputStream in = Stylesheets.class.getResourceAsStream("/shomei/pages/pages.css")) {
      if (in == null) {
        throw new IllegalStateException("the build lacks the stylesheet");
      }
      return Octets.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
