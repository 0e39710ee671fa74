package shomei.web.http;

import io.netty.handler.codec.DateFormatter;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/// Dates in the heads of messages (RFC 9110 §5.6.7), to the second.
public final class HttpDate {
  private HttpDate() {}

  public static String format(Instant time) {
    return DateFormatter.format(Date.from(time));
  }

  /// Reads all three forms, the two obsolete ones too.
  ///
  /// @return empty where it is none
  public static Optional<Instant> parse(String text) {
    return Optional.ofNullable(DateFormatter.parseHttpDate(text)).map(Date::toInstant);
  }
}
