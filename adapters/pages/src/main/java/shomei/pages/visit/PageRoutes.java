package shomei.pages.visit;

import io.netty.handler.codec.http.QueryStringEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import shomei.pages.text.Language;
import shomei.pages.text.TextSize;
import shomei.web.http.Endpoint;
import shomei.web.http.HttpError;
import shomei.web.http.Request;
import shomei.web.http.Response;
import shomei.web.http.Response.Header;
import shomei.web.http.Routes;

/// Routes to the pages of a site, each below every institution's path.
///
/// @param headers adds what every answer has
public record PageRoutes(
    Routes routes, Visitors visitors, BiFunction<Request, Response, Response> headers) {
  private static final String TENANT = "(?<tenant>/[a-z0-9](?:[a-z0-9-]{0,28}[a-z0-9])?)?";
  private static final Set<String> CHOICES = Set.of("lang", "size");

  /// @param path of the page, from `/`, as a pattern. None may be `/x/y` where `/y` is a page too:
  ///   at an institution's own host that reads as the page `/y` of an institution `x`.
  public void get(String label, String path, Page page) {
    routes.get(label, TENANT + path, endpoint(page));
  }

  public void post(String label, String path, Page page) {
    routes.post(label, TENANT + path, endpoint(page));
  }

  private Endpoint endpoint(Page page) {
    return request -> {
      Visit visit =
          visitors
              .visit(request, request.optional("tenant").orElse(""))
              .orElseThrow(HttpError::notFound);
      Response chosen = choose(visit).orElseGet(() -> page.answer(visit));
      return headers.apply(request, chosen);
    };
  }

  /// Where the address says what the reader wants, it is kept in cookies, and the browser sent to
  /// the address without it.
  private static Optional<Response> choose(Visit visit) {
    Map<String, String> query = visit.query();
    if (visit.request().isPost() || CHOICES.stream().noneMatch(query::containsKey)) {
      return Optional.empty();
    }
    List<Header> headers = new ArrayList<>();
    Language.of(query.getOrDefault("lang", ""))
        .ifPresent(language -> headers.add(Cookies.choice(Cookies.LANGUAGE, language.tag())));
    TextSize.of(query.getOrDefault("size", ""))
        .ifPresent(size -> headers.add(Cookies.choice(Cookies.SIZE, size.tag())));
    headers.add(new Header("Location", without(visit.request().path(), visit.asked())));
    return Optional.of(Response.empty(303).with(headers));
  }

  private static String without(String path, Fields query) {
    QueryStringEncoder rest = new QueryStringEncoder(path);
    query.values().entrySet().stream()
        .filter(field -> !CHOICES.contains(field.getKey()))
        .sorted(Map.Entry.comparingByKey())
        .forEach(field -> field.getValue().forEach(value -> rest.addParam(field.getKey(), value)));
    return rest.toString();
  }
}
