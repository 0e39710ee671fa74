package shomei.pages.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shomei.domain.history.Act;
import shomei.domain.notice.Mail;
import shomei.domain.session.ContinueSession;
import shomei.domain.session.HolderStatus;
import shomei.pages.history.ActGroup;

final class TextsTest {
  private static final Pattern KEY = Pattern.compile("(?<!\\w)of\\(\"([a-z0-9.]+)\"[,)]");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[0-9]}");
  private static final Pattern INLINE =
      Pattern.compile(
          "<script(?! type=\"module\" src=\"\\$\\{[^}]*}\"></script>)|<style| style=| on[a-z]+=|\\$unsafe");

  private final Texts japanese = Texts.in(Language.JA);
  private final Texts english = Texts.in(Language.EN);

  @Test
  void bothLanguagesSayTheSameThings() {
    assertThat(english.keys()).isEqualTo(japanese.keys());
    assertThat(english.keys())
        .allSatisfy(
            key ->
                assertThat(placeholders(english.of(key)))
                    .as(key)
                    .isEqualTo(placeholders(japanese.of(key))));
  }

  private static Set<String> placeholders(String text) {
    return PLACEHOLDER.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  @Test
  void everythingThatATemplateSaysIsThere() throws IOException {
    Set<String> said = new TreeSet<>();
    for (String template : templates()) {
      KEY.matcher(template).results().map(found -> found.group(1)).forEach(said::add);
    }
    assertThat(said).hasSizeGreaterThan(50);
    assertThat(japanese.keys()).containsAll(said);
  }

  @Test
  void everyGroundHasItsWords() {
    for (HolderStatus.Obstacle obstacle : HolderStatus.Obstacle.values()) {
      assertThat(japanese.keys())
          .contains("ground." + lower(obstacle), "ground." + lower(obstacle) + ".text");
    }
    for (HolderStatus.RevokedBy who : HolderStatus.RevokedBy.values()) {
      assertThat(japanese.keys()).contains("revokedby." + lower(who));
    }
    for (ContinueSession.Why why : ContinueSession.Why.values()) {
      assertThat(japanese.keys()).contains("over." + lower(why));
    }
  }

  @Test
  void everyNoticeAndEveryActThatIsShownHasItsWords() {
    for (Mail.Text text : Mail.Text.values()) {
      assertThat(japanese.keys()).contains("notice." + text);
    }
    for (Act act : ActGroup.allActs()) {
      assertThat(japanese.keys()).contains("act." + act);
    }
    for (ActGroup group : ActGroup.values()) {
      assertThat(japanese.keys()).contains("history.group." + group.tag());
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /// The browser would block it without a word.
  @Test
  void noTemplateHasScriptOrStyleInIt() throws IOException {
    assertThat(templates()).noneMatch(template -> INLINE.matcher(template).find());
  }

  private static Set<String> templates() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/jte"))) {
      Set<String> all = new TreeSet<>();
      for (Path file : files.toList()) {
        all.add(Files.readString(file));
      }
      return all;
    }
  }

  @Test
  void timesAreJapans() {
    Instant end = Instant.parse("2026-12-19T23:59:59Z");
    assertThat(japanese.time(end)).isEqualTo("2026年12月20日 08時59分59秒");
    assertThat(english.time(end)).isEqualTo("20 December 2026, 08:59:59");
  }

  @ParameterizedTest
  @CsvSource({
    "'', JA",
    "'en', EN",
    "'en-GB,en;q=0.9,ja;q=0.8', EN",
    "'ja,en;q=0.8', JA",
    "'fr, en;q=0.5', EN",
    "'fr', JA",
    "';;q=', JA"
  })
  void theBrowsersWishDecidesUntilTheReaderDoes(String wish, Language language) {
    assertThat(Language.preferred(wish)).isEqualTo(language);
  }
}
