package shomei.web.listener;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import shomei.web.http.FromFile;
import shomei.web.http.HttpDate;
import shomei.web.http.HttpError;
import shomei.web.http.Request;
import shomei.web.http.Response;

/// What of a file is sent: the part that a client lacks whose download broke off (RFC 9110 §14). A
/// request for several parts is answered with the whole, as §14.2 allows, so that nobody can ask
/// for more than there is.
///
/// @param head as it is sent, with the length of what follows
/// @param from the first octet
/// @param length of the part
record RangeGet(Response head, long from, long length) {
  private static final Pattern ONE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

  /// @throws HttpError 416 where the file has no such part
  static RangeGet of(Request request, FromFile file) {
    Response head = ConditionalGet.of(request, file.head()).with("Accept-Ranges", "bytes");
    if (head.status() != 200) {
      return new RangeGet(head, 0, 0);
    }
    Matcher range = ONE.matcher(request.header("range").orElse("").strip());
    boolean asked =
        request.method().equals("GET")
            && range.matches()
            && range.end(2) > "bytes=-".length()
            && isOfThis(request, file.head());
    return asked
        ? part(head, file.length(), range.group(1), range.group(2))
        : sent(head, 0, file.length());
  }

  private static RangeGet part(Response head, long whole, String first, String last) {
    long from = first.isEmpty() ? Math.max(0, whole - Long.parseLong(last)) : Long.parseLong(first);
    long to =
        first.isEmpty() || last.isEmpty() ? whole - 1 : Math.min(whole - 1, Long.parseLong(last));
    if (from >= whole) {
      throw HttpError.of(416, "The file has no such part.")
          .with("Content-Range", "bytes */" + whole);
    }
    if (to < from) {
      return sent(head, 0, whole);
    }
    Response partial =
        new Response(206, head.headers(), head.body())
            .with("Content-Range", "bytes %d-%d/%d".formatted(from, to, whole));
    return sent(partial, from, to - from + 1);
  }

  private static RangeGet sent(Response head, long from, long length) {
    return new RangeGet(head.with("Content-Length", Long.toString(length)), from, length);
  }

  /// Whether what the client has of it is of this very file (§13.1.5).
  private static boolean isOfThis(Request request, Response head) {
    Optional<String> copy = request.header("if-range").map(String::strip);
    if (copy.isEmpty()) {
      return true;
    }
    if (copy.get().startsWith("\"") || copy.get().startsWith("W/")) {
      return head.header("ETag").equals(copy);
    }
    Optional<Instant> modified = head.header("Last-Modified").flatMap(HttpDate::parse);
    return modified.isPresent() && HttpDate.parse(copy.get()).equals(modified);
  }
}
