package shomei.pages.view;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import java.util.Map;
import shomei.domain.kernel.Octets;
import shomei.web.http.Response;

/// Writes pages from the templates in `src/main/jte`, which the build has compiled.
public final class Templates {
  private static final TemplateEngine ENGINE =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Templates.class.getClassLoader(), "shomei.pages.template");

  private Templates() {}

  /// @param template its name without ending
  /// @param view what the template shows inside the layout
  public static Response page(int status, String template, Layout layout, Object view) {
    Utf8ByteOutput output = new Utf8ByteOutput();
    ENGINE.render(template + ".jte", Map.of("layout", layout, "view", view), output);
    return Response.of(status, "text/html; charset=utf-8", Octets.of(output.toByteArray()))
        .with("Cache-Control", "no-store");
  }
}
