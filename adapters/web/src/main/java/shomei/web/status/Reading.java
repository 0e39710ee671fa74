package shomei.web.status;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import shomei.web.exchange.Reply;
import shomei.web.exchange.Request;

/// Documents that are read: by GET and HEAD, and not again where the reader has them already (RFC
/// 9110 §13).
final class Reading {
  private Reading() {}

  /// @param document the answer to GET
  static Reply of(Request request, Supplier<Reply> document) {
    return switch (request.head().method()) {
      case "GET", "HEAD" -> document.get();
      default -> Reply.text(405, "GET or HEAD\n").with("Allow", "GET, HEAD");
    };
  }

  /// Whether the reader's copy is the one with this entity tag (RFC 9110 §13.1.2); where it names
  /// none, whether it is as new (§13.1.3).
  static boolean has(Request request, String tag, Instant modified) {
    Optional<String> tags = request.head().header("if-none-match");
    if (tags.isPresent()) {
      return tags.get().strip().equals("*")
          || Arrays.stream(tags.get().split(",")).map(Reading::strong).anyMatch(tag::equals);
    }
    return request
        .head()
        .header("if-modified-since")
        .flatMap(Reading::date)
        .filter(since -> !modified.isAfter(since))
        .isPresent();
  }

  private static String strong(String tag) {
    String text = tag.strip();
    return text.startsWith("W/") ? text.substring(2) : text;
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip())));
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }

  static String date(Instant instant) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
  }
}
