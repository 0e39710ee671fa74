package shomei.sdk;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import shomei.protocol.json.Json;
import shomei.protocol.problem.Problem;
import shomei.protocol.problem.ProblemException;

/// What the server answered, read.
///
/// Danger: the patterns see what a stranger wrote, up to 384 KiB of it; neither goes over the same
/// character twice.
record Reply(URI uri, Transport.Response response) {
  private static final Pattern LINK = Pattern.compile("<([^<>]*)>([^<>,]*)");
  private static final Pattern RELATION = Pattern.compile(";\\s*+rel\\s*+=\\s*+\"?+([a-z-]++)");

  private static final int REDIRECTS = 300;
  private static final int ERRORS = 400;

  int status() {
    return response.status();
  }

  byte[] body() {
    return response.body();
  }

  boolean isSuccess() {
    return status() >= 200 && status() < REDIRECTS;
  }

  boolean isRedirect() {
    return status() >= REDIRECTS && status() < ERRORS;
  }

  boolean isBusy() {
    return status() == 429 || status() == 503;
  }

  <T> T as(Class<T> message) {
    try {
      return Json.read(body(), message);
    } catch (ProblemException unfit) {
      throw new AcmeFailure.Unreadable(uri + ": " + unfit.problem().detail());
    }
  }

  /// What is wrong, where the status says that something is.
  Problem problem() {
    if (header("Content-Type").orElse("").startsWith(Problem.MEDIA_TYPE)) {
      try {
        return Json.read(body(), Problem.class);
      } catch (ProblemException unfit) {
        // as little as if it had sent none
      }
    }
    return new Problem(
        URI.create("about:blank"),
        null,
        "HTTP " + status(),
        status(),
        null,
        null,
        null,
        null,
        null);
  }

  Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  Optional<URI> location() {
    return header("Location").map(this::resolved);
  }

  URI locationOrFail() {
    return location().orElseThrow(() -> new AcmeFailure.Unreadable(uri + ": no Location"));
  }

  /// The target of the first `Link` with this relation (RFC 8288 §3).
  Optional<URI> link(String relation) {
    for (String line : response.headers().allValues("Link")) {
      Matcher links = LINK.matcher(line);
      while (links.find()) {
        Matcher found = RELATION.matcher(links.group(2));
        if (found.find() && found.group(1).equals(relation)) {
          return Optional.of(resolved(links.group(1)));
        }
      }
    }
    return Optional.empty();
  }

  /// What the server's clock said.
  Optional<Instant> date() {
    return header("Date").flatMap(Reply::httpDate);
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
                    : httpDate(text).map(then -> until(then, clock.instant())));
  }

  private static Duration until(Instant then, Instant now) {
    return then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO;
  }

  /// A date as RFC 9110 §5.6.7 has it, if it is one.
  static Optional<Instant> httpDate(String text) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }

  /// A reference in the answer, against the address that was asked (RFC 3986 §5.2). [URI] keeps to
  /// the RFC before it, in which a query alone takes the last part of the path away.
  private URI resolved(String reference) {
    try {
      if (reference.startsWith("?")) {
        String asked = uri.toString();
        int query = asked.indexOf('?');
        return URI.create((query < 0 ? asked : asked.substring(0, query)) + reference);
      }
      return reference.isEmpty() ? uri : uri.resolve(reference);
    } catch (IllegalArgumentException noUri) {
      throw new AcmeFailure.Unreadable(uri + ": an address in the answer is none");
    }
  }
}
