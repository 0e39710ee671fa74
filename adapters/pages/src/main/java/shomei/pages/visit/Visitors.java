package shomei.pages.visit;

import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import shomei.domain.institution.Institution;
import shomei.pages.place.Known;
import shomei.pages.place.Place;
import shomei.web.http.Request;

/// Finds whom a request visits.
///
/// @param places by the host and by what stands before the page's own path
public record Visitors(BiFunction<String, String, Optional<Place>> places, Known known) {

  /// @param path before the page's own: `/kita`, or nothing
  public Optional<Visit> visit(Request request, String path) {
    String host = host(request);
    return places
        .apply(host, path)
        .flatMap(
            place ->
                known
                    .institution(place.institution())
                    .map(institution -> visit(request, place, institution, host)));
  }

  /// The same for an error, whose request no route may have read.
  public Optional<Visit> visit(Request request) {
    int end = request.path().indexOf('/', 1);
    String first = end < 0 ? "" : request.path().substring(0, end);
    return visit(request, first).or(() -> visit(request, ""));
  }

  private static Visit visit(Request request, Place place, Institution institution, String host) {
    return new Visit(request, place, institution, host, Visit.preferences(request));
  }

  private static String host(Request request) {
    String host = request.header("host").orElse("").toLowerCase(Locale.ROOT);
    int port = host.lastIndexOf(':');
    return port < 0 ? host : host.substring(0, port);
  }
}
