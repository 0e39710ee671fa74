package shomei.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
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
  private static final String USER = WindowRig.USER;
  private static final String PASSWORD = WindowRig.PASSWORD;
  private static Display display;

  @TempDir Path folder;
  private WindowRig rig;
  private Stand stand;
  private Pages pages;

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
    rig = new WindowRig(display, folder);
    stand = rig.stand;
    pages = rig.pages;
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private DrivenWindow window(String language, String... more) throws Exception {
    return rig.window(language, more);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ja"})
  void aSubscriberAcquiresAndRenewsAndSeesEveryScreen(String language) throws Exception {
    try (DrivenWindow window = window(language)) {
      window.await("home.title", "");
      window.judged("home-" + language);
      window.click("home.issue");
      window.type("issue.contract", "no ID");
      window.click("issue.begin");
      window.await("issue.fault", "30");
      window.type("issue.contract", "12345678901234 ");
      window.type("issue.user", "taro");
      window.judged("issue-" + language);
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
      window.judged("question-" + language);
      window.click("question.ok");
      window.await("question.fault", "4");
      window.type("question.answer", "1357");
      window.click("question.ok");
      window.await("result.details", "12345678901234 taro");
      window.judged("result-" + language);
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
      window.judged("diagnosis-" + language);
      window.click("way.settings");
      window.say("choose settings.look 2");
      window.say("choose settings.size 2");
      window.judged("settings-" + language);
      window.click("settings.save");
      window.await("home.title", "");
      window.judged("home-dark-" + language);
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
      window.judged("code-" + language);
      window.click("code.begin");
      window.await("code.fault", "0");
      window.type("code.code", "abcd-2345");
      window.click("code.begin");
      window.await("decide.text", language.equals("ja") ? "北銀行" : "Kita Bank");
      assertThat(window.say("focus")).isIn("decide.refuse", "");
      window.judged("decide-" + language);
      window.click("decide.run");
      window.await("progress.number", "42");
      window.judged("progress-" + language);
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
      first.judged("trust-en");
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
      second.judged("unfinished-en");
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
      window.say("focused home.issue");
      window.say("key ALT+2");
      window.await("code.code", "");
      window.say("focused code.code");
      for (String key : new String[] {"A", "B", "C", "D", "2", "3", "4", "O", "ENTER"}) {
        window.say("key " + key);
      }
      window.await("code.fault", "I and O");
      window.say("key ESCAPE");
      window.await("home.title", "");
      window.say("focused home.issue");
      window.say("key ALT+G");
      window.await("issue.contract", "");
      window.say("focused issue.bank");
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
