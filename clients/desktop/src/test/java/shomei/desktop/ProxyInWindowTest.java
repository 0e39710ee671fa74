package shomei.desktop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.sdk.stand.Proxy;

/// Behind a proxy that wants a login.
final class ProxyInWindowTest {
  private static final String SECRET = "open sesame";

  @TempDir Path folder;
  private Display display;
  private WindowRig rig;
  private Proxy proxy;
  private Path said;

  @BeforeEach
  void start() throws Exception {
    display = new Display();
    rig = new WindowRig(display, folder);
    proxy = new Proxy("clerk", SECRET);
    said = Files.createFile(folder.resolve("said"));
    rig.environment.put("https_proxy", "http://localhost:" + proxy.port());
    rig.environment.put("no_proxy", "");
  }

  @AfterEach
  void end() throws Exception {
    display.close();
    proxy.close();
    rig.close();
  }

  private DrivenWindow window() throws IOException {
    return display.open(
        List.of("sh", "-c", "exec \"$@\" 2>>'" + said + "'", "sh"),
        rig.environment,
        "window",
        "--state",
        rig.state().toString(),
        "--lang",
        "en");
  }

  private static void logIn(DrivenWindow window, String password) throws IOException {
    window.type("proxy.user", "clerk");
    window.type("proxy.password", password);
    window.click("proxy.ok");
  }

  @Test
  void aWrongPasswordIsToldTheRightOneGoesOnAndItIsWrittenNowhere() throws Exception {
    try (DrivenWindow window = window()) {
      WindowRig.begin(window);
      window.await("proxy.text", "localhost:" + proxy.port());
      assertThat(window.text("proxy.text")).contains("not your login ID and PIN");
      window.click("proxy.ok");
      window.await("proxy.fault", "Nothing was sent");
      logIn(window, "wrong");
      window.await("proxy.fault", "did not accept");
      window.judged("proxy-en");
      logIn(window, SECRET);
      WindowRig.acquire(window);
      window.click("result.home");
      window.await("status", "Waiting for pages");
      window.click("way.diagnosis");
      window.await("diagnosis.report", "answers");
      assertThat(window.text("diagnosis.report"))
          .contains("Proxy: http://localhost:" + proxy.port())
          .doesNotContain(SECRET);
      window.click("way.home");
      window.click("home.issue");
      window.type("issue.contract", "12345678901234");
      window.click("issue.begin");
      window.await("question.answer", "");
      window.click("question.cancel");
      window.await("result.details", "Connecting to");
      assertThat(window.text("result.details")).doesNotContain(SECRET);
    }
    String login = Base64.getEncoder().encodeToString(("clerk:" + SECRET).getBytes(UTF_8));
    assertThat(rig.everythingWritten()).doesNotContain(SECRET).doesNotContain(login);
    assertThat(loginsRefused()).hasSize(1);
    assertThat(proxy.tunnels()).isNotEmpty();
  }

  @Test
  void whoDoesNotTellIsAskedAgainOnlyWhereTheyBeginSomething() throws Exception {
    try (DrivenWindow window = window()) {
      WindowRig.begin(window);
      logIn(window, SECRET);
      WindowRig.acquire(window);
    }
    try (DrivenWindow window = window()) {
      window.await("proxy.title", "");
      window.click("proxy.cancel");
      window.await("status", "cannot be waited for");
      window.say("gone proxy.title");
      window.click("home.renew");
      logIn(window, "wrong");
      window.await("proxy.fault", "did not accept");
      logIn(window, "wrong again");
      window.await("result.fault", "did not accept the one it got");
      window.click("result.again");
      window.await("proxy.user", "");
      assertThat(window.text("proxy.fault")).as("what was refused is not tried again").isEmpty();
      logIn(window, SECRET);
      window.type("question.answer", WindowRig.PASSWORD);
      window.click("question.ok");
      window.await("result.title", "renewed");
      window.await("status", "Waiting for pages");
    }
    assertThat(loginsRefused()).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void aWrongPasswordIsSentOnceThoughTwoAccountsWaitForPages() throws Exception {
    rig.stand.office().register("12345678901234/hanako", WindowRig.PIN);
    try (DrivenWindow window = window()) {
      WindowRig.begin(window);
      logIn(window, SECRET);
      WindowRig.acquire(window);
      window.click("result.home");
      window.click("home.issue");
      window.type("issue.contract", "12345678901234");
      window.type("issue.user", "hanako");
      window.click("issue.begin");
      WindowRig.choosePassword(window);
      window.say("gone question.again");
      window.type("question.answer", WindowRig.PIN);
      window.click("question.ok");
      window.await("result.details", "12345678901234 hanako");
    }
    assertThat(loginsRefused()).isEmpty();
    try (DrivenWindow window = window()) {
      window.await("proxy.title", "");
      logIn(window, "wrong");
      window.await("proxy.fault", "did not accept");
      logIn(window, SECRET);
      window.say("gone proxy.title");
      window.await("status", "Waiting for pages");
    }
    assertThat(loginsRefused()).hasSize(1);
  }

  private List<String> loginsRefused() {
    return proxy.refused().stream().filter(head -> head.contains("Authorization")).toList();
  }
}
