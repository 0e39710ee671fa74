package shomei.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.protocol.problem.Problem;
import shomei.protocol.problem.ProblemType;
import shomei.tool.outcome.ExitCode;
import shomei.tool.outcome.Failures;
import shomei.tool.outcome.ToolFailure;
import shomei.tool.talk.Texts;

final class TextsTest {
  private static final Texts ENGLISH = Texts.in(Locale.ENGLISH, ZoneOffset.UTC);
  private static final Texts JAPANESE = Texts.in(Locale.JAPAN, ZoneOffset.UTC);

  @Test
  void bothLanguagesHaveTheSameTexts() {
    assertThat(JAPANESE.bundle().keySet()).isEqualTo(ENGLISH.bundle().keySet());
  }

  @Test
  void bothLanguagesUseTheSameArguments() {
    Set<String> different = new HashSet<>(ENGLISH.bundle().keySet());
    different.removeIf(key -> arguments(ENGLISH, key).equals(arguments(JAPANESE, key)));

    assertThat(different).isEmpty();
  }

  private static Set<String> arguments(Texts texts, String key) {
    Set<String> found = new HashSet<>();
    String text = texts.bundle().getString(key);
    for (int i = 0; i < 5; i++) {
      if (text.contains("{" + i + "}")) {
        found.add("{" + i + "}");
      }
    }
    return found;
  }

  @Test
  void otherLanguagesGetEnglishWhateverTheSystemSpeaks() {
    assertThat(Texts.in(Locale.FRANCE, ZoneOffset.UTC).say("state.issued")).isEqualTo("issued");
  }

  @ParameterizedTest
  @EnumSource(ProblemType.class)
  void everyProblemIsToldInBothLanguages(ProblemType type) {
    ToolFailure failure = Failures.of(Problem.of(type, "so it is"));

    assertThat(ENGLISH.say(failure.text(), failure.arguments())).isNotBlank();
    assertThat(JAPANESE.say(failure.text(), failure.arguments())).isNotBlank();
    assertThat(failure.code()).isNotIn(ExitCode.OK, ExitCode.FAULT);
  }

  @Test
  void noTwoWaysToEndHaveTheSameNumber() {
    assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::number)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"acquire", "renew", "list", "show"})
  void theHelpExplainsEveryOption(String command, @TempDir Path folder) throws Exception {
    try (Rig rig = Rig.in(folder)) {
      Rig.Ended help = rig.run(command, "--help", "--lang", "ja");

      assertThat(help.code()).isZero();
      assertThat(help.out()).contains("言語（ja または en）").doesNotContain("Description");
      List<String> lines = help.out().lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).matches("\\s+--\\S+")) {
          assertThat(lines.get(i + 1)).as("below " + lines.get(i)).matches("\\s{20,}\\S.*");
        }
      }
    }
  }
}
