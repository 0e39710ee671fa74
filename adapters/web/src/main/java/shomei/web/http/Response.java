package shomei.web.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import shomei.domain.kernel.Octets;
import shomei.protocol.json.Json;
import shomei.protocol.problem.Problem;

/// What a request is answered. The listener sends it without the body where the request was HEAD,
/// and as 304 where its `ETag` or `Last-Modified` is that of the client's copy (RFC 9110 §13).
public record Response(int status, List<Header> headers, Octets body) implements Reply {
  private static final Octets NOTHING = Octets.of(new byte[0]);

  public Response {
    headers = List.copyOf(headers);
  }

  /// One line of the head; a name may come several times.
  public record Header(String name, String value) {}

  public static Response empty(int status) {
    return new Response(status, List.of(), NOTHING);
  }

  public static Response of(int status, String mediaType, byte[] body) {
    return of(status, mediaType, Octets.of(body));
  }

  public static Response of(int status, String mediaType, Octets body) {
    return new Response(status, List.of(new Header("Content-Type", mediaType)), body);
  }

  public static Response text(int status, String text) {
    return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /// An error for people to read, on a line.
  public static Response text(HttpError error) {
    return text(error.status(), error.detail() + "\n").with(error.headers());
  }

  public static Response json(int status, Object message) {
    return of(status, "application/json", Json.write(message));
  }

  /// An error as a problem document (RFC 9457).
  public static Response problem(HttpError error) {
    return of(error.status(), Problem.MEDIA_TYPE, Json.write(error.problem()))
        .with(error.headers());
  }

  public Response with(String name, String value) {
    return with(List.of(new Header(name, value)));
  }

  public Response with(List<Header> more) {
    List<Header> all = new ArrayList<>(headers);
    all.addAll(more);
    return new Response(status, all, body);
  }

  /// The first header of this name.
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }
}
