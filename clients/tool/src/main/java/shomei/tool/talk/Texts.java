package shomei.tool.talk;

import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import shomei.enrollment.ServerName;

/// Everything that the tool says, in one language. Moments among the arguments are shown as local
/// time, durations in their two largest units, without their sign.
public final class Texts {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss", Locale.ROOT);

  private final ResourceBundle bundle;
  private final ZoneId zone;
  private final @Nullable Texts beneath;

  private Texts(ResourceBundle bundle, ZoneId zone, @Nullable Texts beneath) {
    this.bundle = bundle;
    this.zone = zone;
    this.beneath = beneath;
  }

  /// Japanese for `ja`, else English.
  public static Texts in(Locale language, ZoneId zone) {
    Locale spoken = language.getLanguage().equals("ja") ? Locale.JAPANESE : Locale.ENGLISH;
    return new Texts(bundle("shomei.tool.messages", spoken), zone, null);
  }

  /// The same, but that what this bundle has is said in its words.
  public Texts over(String name) {
    return new Texts(bundle(name, bundle.getLocale()), zone, this);
  }

  private static ResourceBundle bundle(String name, Locale language) {
    return ResourceBundle.getBundle(
        name,
        language,
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  public ResourceBundle bundle() {
    return bundle;
  }

  public String say(String key, Object... arguments) {
    if (beneath != null && !bundle.containsKey(key)) {
      return beneath.say(key, arguments);
    }
    Object[] shown =
        Arrays.stream(arguments)
            .map(
                argument ->
                    switch (argument) {
                      case Instant at -> moment(at);
                      case Duration time -> span(time.abs());
                      default -> argument;
                    })
            .toArray();
    return new MessageFormat(bundle.getString(key), Locale.ROOT).format(shown);
  }

  private String span(Duration time) {
    Duration near = time.compareTo(Duration.ofMinutes(1)) < 0 ? time : time.plusSeconds(30);
    if (near.toDays() > 0) {
      return say("span.days", near.toDays(), near.toHoursPart());
    }
    if (near.toHours() > 0) {
      return say("span.hours", near.toHours(), near.toMinutesPart());
    }
    return near.toMinutes() > 0
        ? say("span.minutes", near.toMinutes())
        : say("span.seconds", near.toSeconds());
  }

  /// A bank as its customers call it, or the host.
  public String name(ServerName server) {
    return server.in(bundle.getLocale());
  }

  /// As in the log lines, without their brackets.
  public String moment(Instant at) {
    return MOMENT.format(at.atZone(zone));
  }
}
