package shomei.web.listener;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import shomei.web.http.HttpDate;
import shomei.web.http.Request;
import shomei.web.http.Response;

/// Documents are not sent to whoever has them already (RFC 9110 §13).
final class ConditionalGet {
  private static final Set<String> METHODS = Set.of("GET", "HEAD");

  private ConditionalGet() {}

  /// @return 304 in the place of a document that is the client's copy
  static Response of(Request request, Response response) {
    if (response.status() != 200
        || !METHODS.contains(request.method())
        || !has(request, response)) {
      return response;
    }
    List<Response.Header> kept =
        response.headers().stream()
            .filter(header -> !header.name().equalsIgnoreCase("Content-Type"))
            .toList();
    return Response.empty(304).with(kept);
  }

  /// Whether the client's copy has this entity tag (§13.1.2); where it names none, whether it is as
  /// new (§13.1.3).
  private static boolean has(Request request, Response response) {
    Optional<String> tag = response.header("ETag");
    Optional<String> tags = request.header("if-none-match");
    if (tags.isPresent()) {
      return tag.isPresent()
          && (tags.get().strip().equals("*")
              || Arrays.stream(tags.get().split(","))
                  .map(ConditionalGet::strong)
                  .anyMatch(tag.get()::equals));
    }
    Optional<Instant> modified = response.header("Last-Modified").flatMap(HttpDate::parse);
    Optional<Instant> since = request.header("if-modified-since").flatMap(HttpDate::parse);
    return modified.isPresent() && since.isPresent() && !modified.get().isAfter(since.get());
  }

  private static String strong(String tag) {
    String text = tag.strip();
    return text.startsWith("W/") ? text.substring(2) : text;
  }
}
