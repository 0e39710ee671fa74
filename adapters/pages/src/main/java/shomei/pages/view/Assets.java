package shomei.pages.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import shomei.domain.kernel.Octets;
import shomei.web.http.Request;
import shomei.web.http.Response;
import shomei.web.http.Routes;

/// The stylesheet, the scripts of the software keyboard and of progress, and a stylesheet of one
/// line for each bank's colour. Their addresses name what they hold, so browsers keep them for
/// good.
public final class Assets {
  private static final Asset STYLES = Asset.read("pages", "css", "text/css; charset=utf-8");
  private static final Asset KEYBOARD =
      Asset.read("keyboard", "js", "text/javascript; charset=utf-8");

  private static final Asset PROGRESS =
      Asset.read("progress", "js", "text/javascript; charset=utf-8");

  private Assets() {}

  private record Asset(String path, String type, Octets content) {
    static Asset read(String name, String ending, String type) {
      String file = "/shomei/pages/" + name + "." + ending;
      try (InputStream in = Assets.class.getResourceAsStream(file)) {
        if (in == null) {
          throw new IllegalStateException("the build lacks " + file);
        }
        Octets content = Octets.of(in.readAllBytes());
        String digest = content.sha256().hex().substring(0, 16);
        return new Asset("/assets/" + name + "-" + digest + "." + ending, type, content);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void mount(Routes routes) {
      routes.get("asset", Pattern.quote(path), request -> lasting(type, content));
    }
  }

  static String styles() {
    return STYLES.path();
  }

  static String keyboard() {
    return KEYBOARD.path();
  }

  static String progress() {
    return PROGRESS.path();
  }

  /// @param colour `#rrggbb`
  static String accent(String colour) {
    return "/assets/accent-" + colour.substring(1).toLowerCase(Locale.ROOT) + ".css";
  }

  public static void mount(Routes routes) {
    STYLES.mount(routes);
    KEYBOARD.mount(routes);
    PROGRESS.mount(routes);
    routes.get("asset", "/assets/accent-(?<colour>[0-9a-f]{6})\\.css", Assets::colour);
  }

  private static Response colour(Request request) {
    String rule = ":root{--accent:#" + request.parameter("colour") + "}";
    return lasting(STYLES.type(), Octets.of(rule.getBytes(StandardCharsets.US_ASCII)));
  }

  private static Response lasting(String type, Octets content) {
    return Response.of(200, type, content)
        .with("Cache-Control", "public, max-age=31536000, immutable")
        .with("X-Content-Type-Options", "nosniff");
  }
}
