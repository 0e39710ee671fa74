package shomei.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Light or dark by the system, large pixels, the keyboard alone.
final class LooksTest {
  @TempDir Path folder;
  private Display display;
  private WindowRig rig;

  @BeforeEach
  void start() throws Exception {
    display = new Display("2048x1536x24");
    rig = new WindowRig(display, folder);
    // the desktop's own setting, without a desktop
    rig.environment.put("GSETTINGS_BACKEND", "keyfile");
    rig.environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
  }

  @AfterEach
  void end() {
    display.close();
    rig.close();
  }

  private static int light(DrivenWindow window) throws Exception {
    return Arrays.stream(window.say("background home.list").split(" "))
        .mapToInt(Integer::parseInt)
        .sum();
  }

  @ParameterizedTest
  @CsvSource({"prefer-dark, true", "default, false"})
  void theWindowIsDarkWhereTheDesktopIs(String scheme, boolean dark) throws Exception {
    Path settings = Files.createDirectories(folder.resolve("config/glib-2.0/settings"));
    Files.writeString(
        settings.resolve("keyfile"),
        "[org/gnome/desktop/interface]\ncolor-scheme='" + scheme + "'\n");
    boolean seen = isDark();
    // a desktop that takes long to answer is taken for a light one, and asked at the next start
    for (int starts = 1; dark && !seen && starts < 5; starts++) {
      seen = isDark();
    }
    assertThat(seen).isEqualTo(dark);
  }

  private boolean isDark() throws Exception {
    try (DrivenWindow window = rig.window("en")) {
      window.await("home.title", "");
      return light(window) < 3 * 128;
    }
  }

  @Test
  void aDarkThemeIsDarkTooUnlessThePersonWantsLight() throws Exception {
    rig.environment.put("GTK_THEME", "Adwaita:dark");
    try (DrivenWindow window = rig.window("en")) {
      window.await("home.title", "");
      assertThat(light(window)).isLessThan(3 * 128);
      window.click("way.settings");
      window.say("choose settings.look 1");
      window.click("settings.save");
      window.await("home.title", "");
      assertThat(light(window)).isGreaterThan(3 * 128);
    }
  }

  /// Each screen in the largest letters and with four pixels for each.
  @ParameterizedTest
  @CsvSource({"en", "ja"})
  void everythingFitsWithTwiceThePixelsAndLargeLetters(String language) throws Exception {
    rig.environment.put("GDK_SCALE", "2");
    Files.createDirectories(rig.state());
    Files.writeString(
        rig.state().resolve("window.json"), "{\"size\":\"LARGE\",\"look\":\"SYSTEM\"}");
    try (DrivenWindow window = rig.window(language)) {
      window.await("home.title", "");
      assertThat(window.say("scale")).isEqualTo("2.0");
      window.judged("large-home-" + language);
      window.click("way.settings");
      window.await("settings.title", "");
      window.judged("large-settings-" + language);
      window.click("settings.back");
      window.click("way.code");
      window.await("code.title", "");
      window.judged("large-code-" + language);
      window.click("code.back");
      WindowRig.begin(window);
      window.await("question.answer", "");
      window.judged("large-question-" + language);
      WindowRig.acquire(window);
      window.judged("large-result-" + language);
    }
  }

  @Test
  void onASmallScreenTheWindowIsNoLargerThanThat() throws Exception {
    try (Display small = new Display("1366x768x24");
        DrivenWindow window =
            small.open(
                Map.of(
                    "GDK_SCALE", "2",
                    "HOME", folder.toString(),
                    "SHOMEI_INSTITUTIONS", rig.environment.get("SHOMEI_INSTITUTIONS")),
                "window",
                "--state",
                rig.state().toString(),
                "--lang",
                "en")) {
      window.await("home.title", "");
      assertThat(window.say("bounds")).isEqualTo("0 0 683 384");
      window.judged("small-home-en");
    }
  }

  /// From the home page to the certificate, the error on the way included.
  @Test
  void theKeyboardAloneAcquiresACertificate() throws Exception {
    try (DrivenWindow window = rig.window("en")) {
      window.await("home.title", "");
      focused(window, "home.issue");
      window.say("key ALT+G");
      window.await("issue.contract", "");
      focused(window, "issue.bank");
      window.say("key ALT+O");
      focused(window, "issue.contract");
      typed(window, "12345678901234");
      window.say("key TAB");
      focused(window, "issue.user");
      typed(window, "TARO");
      window.say("key ENTER");
      window.await("question.answer", "");
      focused(window, "question.answer");
      typed(window, "CORRECTHORSE");
      window.say("key ENTER");
      focused(window, "question.again");
      typed(window, "CORRECT");
      window.say("key ENTER");
      window.await("question.fault", "do not match");
      focused(window, "question.again");
      typed(window, "CORRECTHORSE");
      window.say("key ENTER");
      window.await("question.title", "Login PIN");
      focused(window, "question.answer");
      typed(window, "1357");
      window.say("key ALT+C");
      window.await("result.details", "12345678901234 taro");
      focused(window, "result.logIn");
      window.say("key ESCAPE");
      window.await("home.title", "");
      focused(window, "home.list");
      window.say("key ALT+R");
      window.await("question.answer", "");
      focused(window, "question.answer");
      window.say("key ESCAPE");
      window.await("result.fault", "cancelled");
    }
  }

  private static void focused(DrivenWindow window, String name) throws Exception {
    window.say("focused " + name);
  }

  private static void typed(DrivenWindow window, String keys) throws Exception {
    for (String key : keys.split("")) {
      window.say("key " + key);
    }
  }
}
