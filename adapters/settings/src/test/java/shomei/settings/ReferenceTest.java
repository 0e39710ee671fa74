package shomei.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ReferenceTest {
  @Test
  void theReadmeShowsEveryKeyAsTheProgramPrintsIt() throws Exception {
    String readme = Files.readString(Path.of("../server/README.md"));
    assertThat(readme).contains("```yaml\n" + Reference.of("", ConfigKeys.ALL) + "```");
  }

  @Test
  void everyKeySaysWhatItMeansInASentence() {
    assertThat(ConfigKeys.ALL)
        .allSatisfy(key -> assertThat(key.meaning()).matches("[A-Z].*\\.").hasSizeGreaterThan(10));
  }
}
