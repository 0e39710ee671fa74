package shomei.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.protocol.message.PairedAct;
import shomei.protocol.message.PairingStatus;
import shomei.sdk.stand.Pages;
import shomei.sdk.stand.Stand;

/// The real window under Xvfb, in a process of its own, with a stand in front of it.
final class WindowTest {
  private static final String USER = "12345678901234/taro";
  private static final String PASSWORD = "correct horse";
  private static Display display;

  @TempDir Path folder;
  private Stand stand;
  private Pages pages;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeAll
  static void start() throws Exception {
    display = new Display();
  }

  @AfterAll
  static void end() throws Exception {
    display.close();
  }

  @BeforeEach
  void open() throws Exception {
    stand = new Stand(InstantSource.system());
    stand.office().register(USER, "1357");
    stand.caFile(folder);
    pages = stand.office().pages();
    pages.hold();
    environment.put("HOME", folder.toString());
    environment.put(
        "SHOMEI_INSTITUTIONS",
        Files.writeString(
                folder.resolve("institutions.json"),
                """
                {"institutions":[{"ja":"北銀行","en":"Kita Bank","directory":"%s","authorities":"stand-ca.pem",
                  "pages":"https://localhost:1/kita/"}]}
                """
                    .formatted(stand.institution()))
            .toString());
  }

  @AfterEach
  void close() {
    stand.close();
  }

  private DrivenWindow window(String language, String... more) throws Exception {
    String[] arguments = new String[5 + more.length];
    System.arraycopy(
        new String[] {"window", "--state", folder.resolve("state").toString(), "--lang", language},
        0,
        arguments,
        0,
        5);
    System.arraycopy(more, 0, arguments, 5, more.length);
    return display.open(environment, arguments);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ja"})
  void aSubscriberAcquiresAndRenewsAndSeesEveryScreen(String language) throws Exception {
    try (DrivenWindow window = window(language)) {
      window.await("home.title", "");
      window.screenshot("home-" + language);
      window.click("home.issue");
      window.type("issue.contract", "no ID");
      window.click("issue.begin");
      window.await("issue.fault", "30");
      window.type("issue.contract", "12345678901234 ");
      window.type("issue.user", "taro");
      window.screenshot("issue-" + language);
      window.click("issue.begin");
      window.type("question.answer", PASSWORD);
      window.type("question.again", "something else");
      window.click("question.ok");
      window.await("question.fault", "⚠");
      window.type("question.again", PASSWORD);
      window.click("question.ok");
      window.await("question.title", language.equals("ja") ? "暗証番号" : "PIN");
      window.click("keyboard.open");
      window.click("keyboard.key.A");
      window.screenshot("question-" + language);
      window.click("question.ok");
      window.await("question.fault", "4");
      window.type("question.answer", "1357");
      window.click("question.ok");
      window.await("result.details", "12345678901234 taro");
      window.screenshot("result-" + language);
      assertThat(window.text("result.logIn")).isNotBlank();
      window.click("result.home");
      window.await("status", stand.institution().getAuthority());
      window.click("home.renew");
      window.type("question.answer", PASSWORD);
      window.click("question.ok");
      window.await("result.title", language.equals("ja") ? "更新" : "renewed");
      window.click("way.diagnosis");
      window.await("diagnosis.report", stand.institution().toString());
      assertThat(window.text("diagnosis.report")).doesNotContain(PASSWORD).doesNotContain(" 1357");
      window.screenshot("diagnosis-" + language);
      window.click("way.settings");
      window.say("choose settings.look 2");
      window.say("choose settings.size 2");
      window.screenshot("settings-" + language);
      window.click("settings.save");
      window.await("home.title", "");
      window.screenshot("home-dark-" + language);
    }
    assertThat(stand.office().issued()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ja"})
  void aCodeLeadsToAQuestionTheNumberAndTheCertificate(String language) throws Exception {
    Pages.Page page =
        pages.open(PairedAct.ACQUIRE, USER).asking().comparing("42").withCode("ABCD2345");
    try (DrivenWindow window = window(language)) {
      window.click("way.code");
      window.type("code.code", "ABCD234O");
      window.screenshot("code-" + language);
      window.click("code.begin");
      window.await("code.fault", "0");
      window.type("code.code", "abcd-2345");
      window.click("code.begin");
      window.await("decide.text", language.equals("ja") ? "北銀行" : "Kita Bank");
      assertThat(window.say("focus")).isIn("decide.refuse", "");
      window.screenshot("decide-" + language);
      window.click("decide.run");
      window.await("progress.number", "42");
      window.screenshot("progress-" + language);
      page.confirmPc();
      window.type("question.answer", PASSWORD);
      window.type("question.again", PASSWORD);
      window.click("question.ok");
      window.await("result.details", "12345678901234 taro");
      pages.await(page, PairingStatus.VALID);
    }
  }

  @Test
  void aSecondStartHandsItsLinkToTheFirstAndEndsAndALinkToAStrangerIsRefused() throws Exception {
    try (DrivenWindow first = window("en")) {
      first.await("home.title", "");
      DrivenWindow second = window("en", "shomei://xn--bnk-qla.example/kita/ABCD2345");
      first.await("decide.text", "xn--bnk-qla.example");
      first.screenshot("trust-en");
      second.close();
      first.click("decide.refuse");
      first.await("result.fault", "Nothing was sent to xn--bnk-qla.example");
      DrivenWindow third = window("en", "shomei://localhost/kita/--state");
      first.await("result.fault", "not a link");
      third.close();
    }
  }

  @Test
  void aWindowThatDiedIsTakenOverAndWhatItDidIsGoneOnWith() throws Exception {
    Pages.Page page = pages.open(PairedAct.ACQUIRE, USER).withCode("ABCD2345");
    try (DrivenWindow first = window("en")) {
      first.click("way.code");
      first.type("code.code", "ABCD2345");
      first.click("code.begin");
      first.await("question.answer", "");
      first.kill();
    }
    assertThat(folder.resolve("state/window.sock")).exists();
    try (DrivenWindow second = window("en")) {
      second.await("home.left", "Kita Bank");
      second.screenshot("unfinished-en");
      second.click("home.takeUp");
      second.type("question.answer", PASSWORD);
      second.type("question.again", PASSWORD);
      second.click("question.ok");
      second.await("question.title", "PIN");
      second.type("question.answer", "1357");
      second.click("question.ok");
      second.await("result.details", "12345678901234 taro");
      pages.await(page, PairingStatus.VALID);
    }
    assertThat(stand.office().issued()).hasSize(1);
  }

  @Test
  void anOpenWindowRenewsForItsPage() throws Exception {
    Pages.Page first = pages.open(PairedAct.ACQUIRE, USER).withCode("ABCD2345");
    try (DrivenWindow window = window("en")) {
      window.click("way.code");
      window.type("code.code", "ABCD2345");
      window.click("code.begin");
      window.type("question.answer", PASSWORD);
      window.type("question.again", PASSWORD);
      window.click("question.ok");
      window.await("question.title", "PIN");
      window.type("question.answer", "1357");
      window.click("question.ok");
      window.await("result.title", "ready");
      window.await("status", "Waiting for pages");
      pages.await(first, PairingStatus.VALID);
      String serial = stand.office().issued().getFirst().getSerialNumber().toString(16);
      Pages.Page renewal = pages.open(PairedAct.RENEW, USER).renewing(serial).wanting(1);
      window.type("question.answer", PASSWORD);
      window.click("question.ok");
      window.await("result.title", "renewed");
      pages.await(renewal, PairingStatus.VALID);
    }
    assertThat(stand.office().issued()).hasSize(2);
  }

  @Test
  void theKeyboardAloneIsEnough() throws Exception {
    try (DrivenWindow window = window("en")) {
      window.await("home.title", "");
      window.say("key ALT+P");
      window.await("code.code", "");
      for (String key : new String[] {"A", "B", "C", "D", "2", "3", "4", "O", "ENTER"}) {
        window.say("key " + key);
      }
      window.await("code.fault", "I and O");
      window.say("key ESCAPE");
      window.await("home.title", "");
      window.say("key ALT+G");
      window.await("issue.contract", "");
      Set<String> focused = new HashSet<>();
      for (int tabs = 0; tabs < 14; tabs++) {
        window.say("key TAB");
        focused.add(window.say("focus"));
      }
      assertThat(focused)
          .contains(
              "issue.bank",
              "issue.contract",
              "issue.user",
              "issue.place",
              "issue.back",
              "issue.begin",
              "way.home",
              "way.settings");
    }
  }
}
