package shomei.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A PKCS#11 token that is chosen in the settings, with SoftHSM.
final class TokenInWindowTest {
  private static final String LABEL = "taro's card";
  private static final String TOKEN_PIN = "87654321";

  @TempDir Path folder;
  private Display display;
  private WindowRig rig;
  private Map<String, String> softHsm;

  @BeforeEach
  void start() throws Exception {
    display = new Display();
    rig = new WindowRig(display, folder);
    Path tokens = Files.createDirectories(folder.resolve("tokens"));
    Path configuration =
        Files.writeString(
            folder.resolve("softhsm2.conf"),
            "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
    softHsm = Map.of("SOFTHSM2_CONF", configuration.toString());
    rig.environment.putAll(softHsm);
    say(
        "softhsm2-util",
        "--init-token",
        "--free",
        "--label",
        LABEL,
        "--pin",
        TOKEN_PIN,
        "--so-pin",
        "12345678");
  }

  @AfterEach
  void end() {
    display.close();
    rig.close();
  }

  @Test
  void theCertificateGoesToTheTokenOfTheSettingsAndIsRenewedThere() throws Exception {
    try (DrivenWindow window = rig.window("en")) {
      window.click("way.settings");
      window.type("settings.module", module());
      window.click("settings.save");
      window.await("settings.fault", "both");
      window.type("settings.token", " " + LABEL + " ");
      window.type("settings.file", "/somewhere/else.p12");
      window.click("settings.save");
      window.await("settings.fault", "either");
      window.type("settings.file", "");
      window.judged("settings-token-en");
      window.click("settings.save");
      WindowRig.begin(window);
      window.await("question.text", LABEL);
      window.type("question.answer", "wrong pin");
      window.click("question.ok");
      window.await("result.fault", LABEL);
      assertThat(rig.stand.office().orders()).isZero();
      window.click("result.again");
      window.await("question.text", LABEL);
      window.type("question.answer", TOKEN_PIN);
      window.click("question.ok");
      window.await("question.title", "Login PIN");
      window.type("question.answer", WindowRig.PIN);
      window.click("question.ok");
      window.await("result.details", "Saved in = token " + LABEL);
      window.click("way.home");
      window.click("home.renew");
      window.await("question.text", LABEL);
      window.type("question.answer", TOKEN_PIN);
      window.click("question.ok");
      window.await("result.title", "renewed");
    }
    assertThat(rig.everythingWritten()).doesNotContain(TOKEN_PIN);
    assertThat(rig.stand.office().issued()).hasSize(2);
    String listed =
        say(
            "pkcs11-tool",
            "--module",
            module(),
            "--token-label",
            LABEL,
            "--login",
            "--pin",
            TOKEN_PIN,
            "--list-objects");
    assertThat(listed.lines().filter(line -> line.startsWith("Private Key Object"))).hasSize(1);
    try (DrivenWindow window = rig.window("en")) {
      window.click("way.settings");
      window.await("settings.title", "");
      assertThat(window.text("settings.token")).isEqualTo(LABEL);
      window.type("settings.module", "");
      window.type("settings.token", "");
      window.click("settings.save");
      window.click("home.issue");
      window.await("issue.title", "");
    }
    assertThat(rig.state().resolve("window.json")).content().doesNotContain(LABEL);
  }

  private static String module() {
    return Stream.of(
            "/usr/lib/softhsm/libsofthsm2.so",
            "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
            "/usr/lib64/softhsm/libsofthsm2.so")
        .filter(library -> Files.exists(Path.of(library)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("SoftHSM2 is not installed: package softhsm2"));
  }

  private String say(String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
    builder.environment().putAll(softHsm);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
