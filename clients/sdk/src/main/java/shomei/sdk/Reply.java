package shomei.sdk;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import shomei.protocol.json.Json;
import shomei.protocol.problem.Problem;
import shomei.protocol.problem.ProblemException;

/// An answer of the server, whole.
final class Reply {

  private static final Pattern LINK =
      Pattern.compile("<([^>]*)>\\s*;(?:[^,]*;)?\\s*rel=\"?([a-z-]+)\"?");

  private static final List<Integer> BUSY = List.of(429, 503);

  private final URI uri;
  private final int status;
  private final HttpHeaders headers;
  private final byte[] body;

  Reply(URI uri, int status, HttpHeaders headers, byte[] body) {
    this.uri = uri;
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  int status() {
    return status;
  }

  byte[] body() {
    return body;
  }

  <T> T as(Class<T> message) {
    try {
      return Json.read(body, message);
    } catch (ProblemException unfit) {
      throw new AcmeFailure.Unreadable(uri + ": " + unfit.problem().detail());
    }
  }

  /// What is wrong, where the status says that something is.
  Problem problem() {
    if (header("Content-Type").orElse("").startsWith(Problem.MEDIA_TYPE)) {
      try {
        return Json.read(body, Problem.class);
      } catch (ProblemException unfit) {
        // as little as if it had sent none
      }
    }
    return new Problem(
        URI.create("about:blank"), null, "HTTP " + status, status, null, null, null, null, null);
  }

  Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  Optional<URI> location() {
    return header("Location").map(this::resolved);
  }

  URI locationOrFail() {
    return location().orElseThrow(() -> new AcmeFailure.Unreadable(uri + ": no Location"));
  }

  /// The target of the first `Link` with this relation.
  Optional<URI> link(String relation) {
    for (String line : headers.allValues("Link")) {
      Matcher links = LINK.matcher(line);
      while (links.find()) {
        if (links.group(2).equals(relation)) {
          return Optional.of(resolved(links.group(1)));
        }
      }
    }
    return Optional.empty();
  }

  /// From `Retry-After`, in either of its forms (RFC 9110 §10.2.3); zero where the date lies
  /// behind.
  Optional<Duration> retryAfter(InstantSource clock) {
    return header("Retry-After")
        .map(String::strip)
        .flatMap(
            text ->
                text.matches("\\d{1,9}")
                    ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
                    : untilDate(text, clock.instant()));
  }

  private static Optional<Duration> untilDate(String text, Instant now) {
    try {
      Instant then = DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
      return Optional.of(then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO);
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }

  private URI resolved(String target) {
    try {
      return uri.resolve(target);
    } catch (IllegalArgumentException noUri) {
      throw new AcmeFailure.Unreadable(uri + ": an address in the answer is none");
    }
  }

  boolean isBusy() {
    return BUSY.contains(status);
  }
}
