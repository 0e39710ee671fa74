package shomei.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import shomei.tool.talk.Texts;

/// What the window says, in both languages.
final class WordsTest {
  private static final Pattern KEY =
      Pattern.compile(
          "\"((?:window|way|home|issue|place|code|question|keyboard|proxy|decide|progress|result|"
              + "diagnosis|settings|browser|say|fail|log|row|state|store)\\.[A-Za-z.]*[A-Za-z])\"");
  private static final Texts ENGLISH = in(Locale.ENGLISH);
  private static final Texts JAPANESE = in(Locale.JAPANESE);

  private static Texts in(Locale language) {
    return Texts.in(language, ZoneOffset.UTC).over(Desk.BUNDLE);
  }

  @Test
  void bothLanguagesHaveTheSameTextsWithTheSameArgumentsAndKeys() {
    assertThat(JAPANESE.bundle().keySet()).isEqualTo(ENGLISH.bundle().keySet());
    for (String key : ENGLISH.bundle().keySet()) {
      String english = ENGLISH.bundle().getString(key);
      String japanese = JAPANESE.bundle().getString(key);
      assertThat(arguments(japanese)).as(key).isEqualTo(arguments(english));
      assertThat(japanese.contains("&")).as("mnemonic of " + key).isEqualTo(english.contains("&"));
    }
  }

  private static Set<String> arguments(String text) {
    Set<String> found = new HashSet<>();
    for (int i = 0; i < 6; i++) {
      if (text.contains("{" + i + "}")) {
        found.add("{" + i + "}");
      }
    }
    return found;
  }

  @Test
  void everyTextThatTheScreensNameIsThere() throws IOException {
    Set<String> keys = new HashSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
        KEY.matcher(Files.readString(file)).results().forEach(found -> keys.add(found.group(1)));
      }
    }
    // names of parts that have no text of their own
    keys.removeIf(key -> key.matches(".*\\.(fault|text|bar|list|report|lock|sock|json)"));
    assertThat(keys).hasSizeGreaterThan(80);
    for (Texts texts : List.of(ENGLISH, JAPANESE)) {
      for (String key : keys) {
        assertThat(texts.say(key, "1", "2", "3", "4", "5", "6")).as(key).isNotNull();
      }
    }
  }

  @Test
  void theToolsWordsAreBeneath() {
    assertThat(ENGLISH.say("log.started")).isEqualTo("Started.");
    assertThat(ENGLISH.say("fail.interrupted")).doesNotContain("command");
  }
}
