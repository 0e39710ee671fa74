package shomei.web.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import shomei.domain.kernel.Refusal;
import shomei.protocol.problem.Problem;
import shomei.protocol.problem.ProblemException;
import shomei.protocol.problem.ProblemType;
import shomei.web.http.Response.Header;

/// Thrown where a request is answered with an error (RFC 9110 §15.5, §15.6). It has no stack trace:
/// strangers cause it at will.
public final class HttpError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final transient List<Header> headers;
  private final boolean ending;

  private HttpError(Problem problem, List<Header> headers, boolean ending) {
    super(problem.status() + ": " + problem.detail(), null, false, false);
    this.problem = problem;
    this.headers = List.copyOf(headers);
    this.ending = ending;
  }

  /// @param detail in plain words, for the client
  public static HttpError of(int status, String detail) {
    ProblemType type = status < 500 ? ProblemType.MALFORMED : ProblemType.SERVER_INTERNAL;
    return new HttpError(Problem.of(type, detail).withStatus(status), List.of(), false);
  }

  /// What is known of an error that a library tells by its status alone.
  public static HttpError of(int status) {
    return of(status, HttpResponseStatus.valueOf(status).reasonPhrase() + ".");
  }

  public static HttpError notFound() {
    return of(404, "There is no such resource.");
  }

  /// @param allow the methods that the resource takes, with commas between them
  public static HttpError notAllowed(String allow) {
    return of(405, "The resource does not take this method.").with("Allow", allow);
  }

  /// A fault of ours, logged under the request's id.
  public static HttpError fault() {
    return of(500, "The server failed; the operator finds this request by its id.");
  }

  /// What the domain does not grant.
  public static HttpError of(Refusal refusal) {
    HttpError error = new HttpError(Problems.of(refusal), List.of(), false);
    return Problems.wait(refusal).map(error::retryAfter).orElse(error);
  }

  /// What the wire's rules do not allow.
  public static HttpError of(ProblemException broken) {
    return new HttpError(broken.problem(), List.of(), false);
  }

  public HttpError with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new HttpError(problem, more, ending);
  }

  /// The same request may succeed later: after so long.
  public HttpError retryAfter(Duration wait) {
    return with("Retry-After", seconds(wait));
  }

  /// The same where the connection can carry no further request.
  public HttpError ending() {
    return new HttpError(problem, headers, true);
  }

  /// A whole number of seconds, rounded up (RFC 9110 §10.2.3).
  public static String seconds(Duration wait) {
    return Long.toString(Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
  }

  public int status() {
    return Objects.requireNonNullElse(problem.status(), 500);
  }

  public String detail() {
    return Objects.requireNonNullElse(problem.detail(), "");
  }

  public Problem problem() {
    return problem;
  }

  public List<Header> headers() {
    return headers;
  }

  public Optional<String> header(String name) {
    return headers.stream()
        .filter(header -> header.name().equals(name))
        .map(Header::value)
        .findFirst();
  }

  public boolean endsConnection() {
    return ending;
  }
}
