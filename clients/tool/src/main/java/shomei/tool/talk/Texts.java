package shomei.tool.talk;

import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;

/// Everything that the tool says, in one language. Moments among the arguments are shown as local
/// time.
public final class Texts {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss", Locale.ROOT);

  private final ResourceBundle bundle;
  private final ZoneId zone;

  private Texts(ResourceBundle bundle, ZoneId zone) {
    this.bundle = bundle;
    this.zone = zone;
  }

  /// Japanese for `ja`, else English.
  public static Texts in(Locale language, ZoneId zone) {
    Locale spoken = language.getLanguage().equals("ja") ? Locale.JAPANESE : Locale.ENGLISH;
    ResourceBundle bundle =
        ResourceBundle.getBundle(
            "shomei.tool.messages",
            spoken,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    return new Texts(bundle, zone);
  }

  public ResourceBundle bundle() {
    return bundle;
  }

  public String say(String key, Object... arguments) {
    Object[] shown =
        Arrays.stream(arguments)
            .map(argument -> argument instanceof Instant at ? moment(at) : argument)
            .toArray();
    return new MessageFormat(bundle.getString(key), Locale.ROOT).format(shown);
  }

  /// As in the log lines, without their brackets.
  public String moment(Instant at) {
    return MOMENT.format(at.atZone(zone));
  }
}
