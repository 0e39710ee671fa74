package shomei.pages.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/// What the pages say in one language, out of `texts_ja.properties` and `texts_en.properties`.
public final class Texts {
  private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

  private static final Texts JAPANESE = new Texts(Language.JA);
  private static final Texts ENGLISH = new Texts(Language.EN);

  private final Language language;
  private final Map<String, String> texts;
  private final DateTimeFormatter times;

  private Texts(Language language) {
    this.language = language;
    this.texts = read("/shomei/pages/texts_" + language.tag() + ".properties");
    this.times =
        switch (language) {
          case JA -> DateTimeFormatter.ofPattern("yyyy年M月d日 HH時mm分ss秒", Locale.JAPANESE);
          case EN -> DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm:ss", Locale.ENGLISH);
        };
  }

  public static Texts in(Language language) {
    return switch (language) {
      case JA -> JAPANESE;
      case EN -> ENGLISH;
    };
  }

  public Language language() {
    return language;
  }

  /// @param values for `{0}` and so on
  /// @throws IllegalArgumentException where there is no such text
  public String of(String key, Object... values) {
    String text = texts.get(key);
    if (text == null) {
      throw new IllegalArgumentException("no text " + key + " in " + language);
    }
    for (int i = 0; i < values.length; i++) {
      text = text.replace("{" + i + "}", String.valueOf(values[i]));
    }
    return text;
  }

  /// The clock in Japan at that instant; that it is Japan's, the page says beside it.
  public String time(Instant instant) {
    return times.format(instant.atZone(JAPAN));
  }

  public Set<String> keys() {
    return texts.keySet();
  }

  private static Map<String, String> read(String resource) {
    try (InputStream in = Texts.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the build lacks " + resource);
      }
      Properties properties = new Properties();
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return properties.stringPropertyNames().stream()
          .collect(Collectors.toUnmodifiableMap(key -> key, properties::getProperty));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
