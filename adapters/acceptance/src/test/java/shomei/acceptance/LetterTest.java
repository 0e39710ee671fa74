package shomei.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.Registered;
import shomei.tool.Shomei;

/// Where the policy asks for the code of the letter, the tool needs it, and whoever lacks it does
/// the seat no harm.
@Tag("slow")
final class LetterTest {
  @TempDir private Path folder;

  @Test
  void theToolAcquiresWithTheLetterAndNotWithoutIt() throws Exception {
    try (Rig rig = new Rig(folder, "  letterCode: true\n")) {
      Registered user = rig.register("letter");
      Registered other = rig.register("other");
      SubscriberName seat = user.seat().name();

      var nothing = rig.tool(Shomei.class, Map.of(), seat, "acquire");
      assertThat(nothing.status()).isEqualTo(18);
      assertThat(nothing.output()).anyMatch(line -> line.contains("--letter-code-file"));

      String foreign = rig.file("foreign", other.letterCode().orElseThrow().text()).toString();
      for (int i = 0; i < 6; i++) {
        var wrong =
            rig.tool(Shomei.class, Map.of(), seat, "acquire", "--letter-code-file", foreign);
        assertThat(wrong.status()).as("%s", wrong.output()).isEqualTo(3);
        assertThat(wrong.output())
            .anyMatch(line -> line.contains("the code in the letter is wrong"));
      }
      assertThat(rig.adapters().database().subscribers().lockStatus(Rig.bank(), seat).wrong())
          .isZero();

      String code = rig.file("code", user.letterCode().orElseThrow().text()).toString();
      var done = rig.tool(Shomei.class, Map.of(), seat, "acquire", "--letter-code-file", code);
      assertThat(done.status()).as("%s", done.output()).isZero();
      var again = rig.tool(Shomei.class, Map.of(), seat, "acquire", "--letter-code-file", code);
      assertThat(again.status()).as("%s", again.output()).isEqualTo(3);
      assertThat(rig.adapters().database().certificates().of(Rig.bank(), seat)).hasSize(1);
    }
  }
}
