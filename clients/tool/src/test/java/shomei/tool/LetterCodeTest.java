package shomei.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Acquiring at a bank that sends a code by letter.
final class LetterCodeTest {
  @TempDir Path folder;
  private Rig rig;

  @BeforeEach
  void open() throws Exception {
    rig = Rig.in(folder);
    rig.stand.office().seat(Rig.USER).withLetterCode("K7Q2MXD93TFA");
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void theCodeOfTheLetterIsAskedForWhereTheServerWantsIt() {
    List<String> questions = new ArrayList<>();

    Rig.Ended ended = acquireAsked(List.of("K7Q2-MXD9-3TFB", " K7Q2-MXD9-3TFA "), questions);

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(questions)
        .containsExactly("Code in the letter from your bank", "Code in the letter from your bank");
    assertThat(ended.err()).contains("the code in the letter is wrong");
    assertThat(rig.stand.office().seat(Rig.USER).wrongPins()).isZero();
    assertThat(rig.everythingSaid()).doesNotContain("K7Q2");
  }

  @Test
  void theCodeOfTheLetterMayComeFromAFile() throws Exception {
    String code = rig.file("code", "K7Q2-MXD9-3TFB");

    Rig.Ended asked = rig.acquire();
    Rig.Ended wrong = rig.acquire("--letter-code-file", code, "--json");

    assertThat(asked.code()).isEqualTo(18);
    assertThat(asked.err()).contains("--letter-code-file");
    assertThat(wrong.code()).isEqualTo(3);
    assertThat(wrong.out()).contains("the code in the letter is wrong");
    rig.file("code", "K7Q2-MXD9-3TFA");
    assertThat(rig.acquire("--letter-code-file", code).code()).isZero();
    assertThat(rig.everythingSaid()).doesNotContain("K7Q2");
  }

  private Rig.Ended acquireAsked(List<String> answers, List<String> questions) {
    return rig.runAsked(
        answers,
        questions,
        "acquire",
        "--server",
        rig.stand.directory().toString(),
        "--subscriber",
        Rig.USER,
        "--ca",
        rig.path("stand-ca.pem"),
        "--pin-file",
        rig.path("pin"),
        "--password-file",
        rig.path("password"));
  }
}
