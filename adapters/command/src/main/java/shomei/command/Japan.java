package shomei.command;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// Times as operators read them: in Japan.
final class Japan {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx").withZone(ZoneId.of("Asia/Tokyo"));

  private Japan() {}

  static String time(Instant instant) {
    return FORM.format(instant);
  }
}
