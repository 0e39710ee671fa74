package shomei.pages.view;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import shomei.domain.kernel.Octets;
import shomei.web.http.Request;
import shomei.web.http.Response;
import shomei.web.http.Routes;

/// The stylesheet, the scripts of the software keyboard, of progress and of the certificate file,
/// and a stylesheet of one line for each bank's colour. Their addresses name what they hold, so
/// browsers keep them for good.
public final class Assets {
  private static final Asset STYLES = Asset.read("pages", "css", "text/css; charset=utf-8");
  private static final Asset KEYBOARD =
      Asset.read("keyboard", "js", "text/javascript; charset=utf-8");

  private static final Asset PROGRESS =
      Asset.read("progress", "js", "text/javascript; charset=utf-8");

  /// The modules of the certificate file. They name each other by their file names, so all are in
  /// one folder, whose name tells what all of them hold.
  private static final List<Asset> FILE =
      Asset.folder(
          "file",
          List.of(
              "page",
              "acme",
              "browser",
              "certificate",
              "der",
              "journey",
              "memory",
              "parts",
              "password",
              "pkcs12",
              "reports",
              "words"));

  private Assets() {}

  private record Asset(String path, String type, Octets content) {
    static Asset read(String name, String ending, String type) {
      Octets content = content(name + "." + ending);
      return new Asset("/assets/" + name + "-" + digest(content) + "." + ending, type, content);
    }

    /// @param modules the one that pages name first
    static List<Asset> folder(String name, List<String> modules) {
      Map<String, Octets> contents = new LinkedHashMap<>();
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (String module : modules) {
        Octets content = content(name + "/" + module + ".js");
        contents.put(module, content);
        all.writeBytes(content.octets());
      }
      String folder = "/assets/" + name + "-" + digest(Octets.of(all.toByteArray())) + "/";
      return contents.entrySet().stream()
          .map(one -> new Asset(folder + one.getKey() + ".js", PROGRESS.type(), one.getValue()))
          .toList();
    }

    private static Octets content(String name) {
      String file = "/shomei/pages/" + name;
      try (InputStream in = Assets.class.getResourceAsStream(file)) {
        if (in == null) {
          throw new IllegalStateException("the build lacks " + file);
        }
        return Octets.of(in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String digest(Octets content) {
      return content.sha256().hex().substring(0, 16);
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

  static String file() {
    return FILE.getFirst().path();
  }

  /// @param colour `#rrggbb`
  static String accent(String colour) {
    return "/assets/accent-" + colour.substring(1).toLowerCase(Locale.ROOT) + ".css";
  }

  public static void mount(Routes routes) {
    STYLES.mount(routes);
    KEYBOARD.mount(routes);
    PROGRESS.mount(routes);
    FILE.forEach(module -> module.mount(routes));
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
