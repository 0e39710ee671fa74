package shomei.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The table of what was tried names tests that are there.
final class NamedTestsTest {
  private static final Pattern NAMED =
      Pattern.compile("`(\\w+(?:Test|Contract|Timing))(?:\\.(\\w+))?`");

  private final Project project = Project.here();

  @Test
  void eachTestThatTheTableNamesIsThere() {
    Map<String, String> sources =
        project.files(".java").stream()
            .collect(
                Collectors.toMap(
                    file -> file.getFileName().toString().replace(".java", ""),
                    Project::text,
                    String::concat));
    Path table = project.root().resolve("adapters/acceptance/README.md");
    List<MatchResult> named = NAMED.matcher(Project.text(table)).results().toList();
    assertThat(named).hasSizeGreaterThan(50);
    for (MatchResult one : named) {
      String source = sources.getOrDefault(one.group(1), "");
      assertThat(source).as(one.group(1)).isNotEmpty();
      if (one.group(2) != null) {
        assertThat(source.contains("void " + one.group(2) + "(")).as(one.group()).isTrue();
      }
    }
  }
}
