package shomei.pages.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import shomei.pages.text.Preferences;
import shomei.pages.text.Texts;
import shomei.pages.visit.Visit;
import shomei.pages.visit.Visitors;
import shomei.web.http.HttpError;
import shomei.web.http.Request;
import shomei.web.http.Response;

/// Tells an error as a page. It says what to do and the request's number, and nothing of the
/// inside: details are for the log.
public final class ErrorPage {
  private static final Set<Integer> TOLD = Set.of(403, 404, 405, 429, 503);

  private ErrorPage() {}

  /// @param kind which of the texts
  /// @param retryAfter seconds
  /// @param entrance where to begin again, where that is known
  public record View(
      String kind, String request, Optional<String> retryAfter, Optional<String> entrance) {}

  public static Response of(Visitors visitors, Request request, HttpError error, Instant now) {
    Optional<Visit> visit = visitors.visit(request);
    Preferences preferences =
        visit.map(Visit::preferences).orElseGet(() -> Visit.preferences(request));
    String kind =
        TOLD.contains(error.status())
            ? Integer.toString(error.status())
            : error.status() < 500 ? "400" : "500";
    Layout layout =
        new Layout(
            "E" + error.status(),
            preferences,
            visit.map(Visit::bank).orElse(""),
            Texts.in(preferences.language()).of("error." + kind + ".title"),
            visit.map(known -> known.tenant().path() + "/").orElse(""),
            visit.map(known -> known.tenant().path()).orElse(""),
            visit.map(known -> Assets.accent(known.tenant().accent())),
            visit.flatMap(known -> known.words().contact()),
            Optional.empty(),
            List.of(),
            now);
    View view =
        new View(
            kind,
            request.id(),
            error.header("Retry-After"),
            visit.map(known -> known.tenant().openPage("/")));
    Response page = Templates.page(error.status(), "error", layout, view).with(error.headers());
    return SecurityHeaders.addedTo(request, page);
  }
}
