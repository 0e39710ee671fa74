package shomei.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.interactions.Actions;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Actor;
import shomei.domain.history.Origin;
import shomei.domain.kernel.SubscriberName;
import shomei.server.OperatorBackend;

/// Bad days of whoever acquires a certificate with the browser alone. Each test has a browser of
/// its own, that may be gone at any instant.
@Tag("slow")
class FileTrapsInBrowserTest {
  /// Where an answer may be lost, in the order of the way.
  private static final List<String> ANSWERS =
      List.of(
          "/new-account$",
          "/waiting$",
          "/pairing/",
          "/new-order$",
          "/authz/",
          "/challenge/",
          "/finalize$",
          "/certificate/");

  @TempDir private static Path folder;
  private static Rig rig;
  private static NssStore store;

  private static FilePage page;
  private static Chromium browser;

  @BeforeAll
  static void start() throws Exception {
    rig = new Rig(folder);
    store = NssStore.in(folder.resolve("home"), rig.webAuthority());
    page = launch();
    browser = page.browser();
  }

  @AfterAll
  static void stop() {
    page.close();
    rig.close();
  }

  @BeforeEach
  void clear() {
    page.clear();
  }

  private static FilePage launch(String... more) throws Exception {
    return launchAt(folder.resolve("profile"), more);
  }

  private static FilePage launchAt(Path profile, String... more) throws Exception {
    return new FilePage(rig, store, folder, profile, more);
  }

  private static void use(FilePage launched) {
    page = launched;
    browser = launched.browser();
  }

  private static void relaunch(String... more) throws Exception {
    page.close();
    use(launch(more));
  }

  private static List<Certificate> certificates(SubscriberName seat) {
    return rig.adapters().database().certificates().of(Rig.bank(), seat);
  }

  private static Actor operator() {
    return Actor.operator("test", new Origin.Command("root"));
  }

  private void acquire() {
    page.choosePassword();
    page.await("pins");
    page.sendPin(Rig.PIN);
    page.await("done");
  }

  @Test
  void theBrowserMayBeGoneAtEachStepAfterTheServerHasActed() throws Exception {
    SubscriberName user = rig.newUser("crash");
    boolean begun = false;
    for (String lost : ANSWERS) {
      page.watch(lost);
      if (begun) {
        page.open();
      } else {
        page.begin("crash");
      }
      begun = true;
      String now = page.await(FilePage.LOST, "code", "start", "pins", "done", "trouble");
      while (!now.equals(FilePage.LOST)) {
        assertThat(now).as(lost).isIn("start", "pins");
        if (now.equals("start")) {
          page.choosePassword();
          now = page.await(FilePage.LOST, "pins", "done", "trouble");
        } else {
          page.sendPin(Rig.PIN);
          now = page.await(FilePage.LOST, "done", "trouble");
        }
      }
      page.crash();
      use(launch());
    }
    page.open();
    assertThat(page.save("12345678901234-crash.p12")).isNotEmptyFile();
    assertThat(certificates(user)).hasSize(1);
    page.crash();
    use(launch());
    page.open();
    assertThat(page.await("done", "code")).as("the file is there still").isEqualTo("done");
    NssStore other = NssStore.in(folder.resolve("other"), rig.webAuthority());
    other.add(
        folder.resolve("downloads/12345678901234-crash.p12"),
        rig.file("crash.password", FilePage.PASSWORD));
    browser.press("控えを消して終わる");
    browser.await("O1");
    page.open();
    assertThat(page.await("done", "code")).isEqualTo("code");
  }

  @Test
  void twoTabsDoNotDisturbEachOther() {
    SubscriberName user = rig.newUser("tabs");
    page.begin("tabs");
    page.await("start");
    String first = browser.driver().getWindowHandle();
    browser.driver().switchTo().newWindow(WindowType.TAB);
    browser.open(rig.page("/file"));
    page.awaitText("別のタブで行っています");
    String second = browser.driver().getWindowHandle();
    browser.driver().switchTo().window(first);
    page.choosePassword();
    page.await("pins");
    browser.driver().close();
    browser.driver().switchTo().window(second);
    assertThat(page.await("pins")).as("the other goes on by itself").isEqualTo("pins");
    page.sendPin(Rig.PIN);
    page.await("done");
    assertThat(certificates(user)).hasSize(1);
  }

  @Test
  void whatIsPressedTwiceHappensOnce() {
    SubscriberName user = rig.newUser("twice");
    page.begin("twice");
    page.await("start");
    browser.type("password", FilePage.PASSWORD);
    browser.type("password-repeated", FilePage.PASSWORD);
    doubleClick("取得を始める");
    page.await("pins");
    browser.type("pin", Rig.PIN);
    doubleClick("送信する");
    page.await("done");
    assertThat(certificates(user)).hasSize(1);
    assertThat(page.sent().stream().filter(one -> one.contains("/new-order "))).hasSize(1);
    assertThat(page.sent().stream().filter(one -> one.contains("/challenge/"))).hasSize(1);
  }

  private void doubleClick(String text) {
    WebElement button =
        browser.driver().findElement(By.xpath("//button[normalize-space()='" + text + "']"));
    new Actions(browser.driver()).doubleClick(button).perform();
  }

  /// As on a disk that is full: the browser cannot open its database.
  @Test
  void whereNothingCanBeKeptNothingIsBegun() throws Exception {
    SubscriberName user = rig.newUser("full");
    page.close();
    Path profile = folder.resolve("full");
    Path barred = Files.createDirectories(profile.resolve("Default")).resolve("IndexedDB");
    Files.createFile(barred);
    use(launchAt(profile));
    page.begin("full");
    page.await("trouble");
    page.awaitText("途中経過を保存できません");
    assertThat(page.sent()).noneMatch(one -> one.contains("POST"));
    Files.delete(barred);
    browser.press("もう一度試す");
    page.await("start");
    acquire();
    assertThat(certificates(user)).hasSize(1);
    relaunch();
  }

  @Test
  void withoutWebCryptoOrScriptThePageSaysSoAndNamesTheOtherWays() {
    page.script("Object.defineProperty(Crypto.prototype, 'subtle', {get: () => undefined})");
    browser.open(rig.page("/file?lang=ja"));
    page.await("ways");
    page.awaitText("鍵を安全に作ることができません");
    page.awaitText("専用アプリを入れられるパソコンでは");
    browser.judged("O8-unfit");
    page.command("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    browser.driver().navigate().refresh();
    page.awaitText("JavaScript");
    page.awaitText("専用アプリを入れられるパソコンでは");
    page.command("Emulation.setScriptExecutionDisabled", Map.of("value", false));
  }

  @Test
  void aPrivateWindowAcquiresAndForgets() throws Exception {
    SubscriberName user = rig.newUser("private");
    relaunch("--incognito");
    page.begin("private");
    page.await("start");
    acquire();
    assertThat(certificates(user)).hasSize(1);
    relaunch("--incognito");
    page.open();
    assertThat(page.await("done", "code")).isEqualTo("code");
    relaunch();
  }

  @Test
  void aServerThatIsAwayIsSaidAndThePageGoesOnWhenItIsBack() throws Exception {
    SubscriberName user = rig.newUser("away");
    page.begin("away");
    page.await("start");
    page.choosePassword();
    page.await("pins");
    assertThat(ProcessHandle.of(rig.serverProcess()).orElseThrow().destroyForcibly()).isTrue();
    page.sendPin(Rig.PIN);
    page.await("away");
    rig.restartServer();
    page.await("done");
    assertThat(certificates(user)).hasSize(1);
  }

  @Test
  void whatIsWrongIsSaidInThePersonsWords() {
    rig.newUser("wrong");
    browser.open(rig.page("/file?lang=en"));
    page.await("code");
    browser.judged("O8-code-en");
    page.open();
    page.await("code");
    browser.judged("O8-code");
    browser.type("typed", "ABCD2345");
    browser.press("次へ");
    page.awaitText("確認コードが違うか、期限が切れています");
    page.begin("wrong");
    page.await("start");
    browser.type("password", "short");
    browser.type("password-repeated", "other");
    browser.keys(Keys.ENTER);
    page.awaitText("2 回のパスワードが一致しません");
    browser.judged("O8-start");
    page.choosePassword();
    page.await("pins");
    browser.judged("O8-pin");
    page.sendPin("wrong123");
    page.awaitText("続けて間違えるとロックされます");
    page.sendPin(Rig.PIN);
    page.await("done");
    browser.judged("O8-done");
  }

  @Test
  void aTemporaryPinIsReplacedOnTheWay() {
    SubscriberName user = rig.newUser("temporary", true);
    page.begin("temporary");
    page.await("start");
    page.choosePassword();
    page.await("pins");
    page.sendPin(Rig.PIN);
    page.awaitText("仮の暗証番号です");
    browser.judged("O8-temporary");
    chooseNewPin("new12345", "new1234");
    page.awaitText("2 回の新しい暗証番号が一致しません");
    chooseNewPin("no", "no");
    page.awaitText("新しい暗証番号をお使いになれません");
    chooseNewPin("new12345", "new12345");
    page.await("done");
    assertThat(certificates(user)).hasSize(1);
  }

  private static void chooseNewPin(String pin, String repeated) {
    browser.type("next", pin);
    browser.type("next-repeated", repeated);
    browser.press("送信する");
  }

  @Test
  void whereThePageHasJudgedThePinItHandsOverWhatThisBrowserNeeds() {
    SubscriberName user = rig.newUser("byid");
    toNumber("byid");
    String number = browser.driver().findElement(By.id("digits")).getText();
    browser.judged("O8-number");
    back();
    assertThat(browser.driver().findElement(By.className("number")).getText()).isEqualTo(number);
    assertThat(browser.text()).contains("ブラウザ（アプリなし）");
    browser.press("自分のパソコンです");
    forth();
    page.await("start", "done");
    page.await("done");
    assertThat(certificates(user)).as("no PIN was asked for").hasSize(1);
    back();
    browser.await("O7");
    page.awaitText("12345678901234-byid.p12");
  }

  @Test
  void aLoginThatEndedMeanwhileHandsNothingOverAndTheNextOneBeginsAnew() {
    SubscriberName user = rig.newUser("ended");
    toNumber("ended");
    back();
    browser.driver().manage().deleteCookieNamed("__Host-session");
    browser.press("自分のパソコンです");
    assertThat(browser.screen()).isNotEqualTo("O5");
    forth();
    page.await("number");
    assertThat(certificates(user)).isEmpty();
    browser.driver().close();
    back();
    toNumber("ended");
    back();
    browser.press("自分のパソコンです");
    forth();
    page.await("done");
    assertThat(certificates(user)).hasSize(1);
  }

  @Test
  void aSeatThatWasSuspendedMeanwhileGetsNothing() {
    SubscriberName user = rig.newUser("stopped");
    toNumber("stopped");
    back();
    forth();
    block("*/finalize");
    back();
    browser.press("自分のパソコンです");
    forth();
    page.await("away");
    new OperatorBackend(rig.adapters()).suspend().suspend(Rig.bank(), user, operator());
    block();
    page.await("pins");
    page.sendPin(Rig.PIN);
    page.awaitText("今は取得できない状態です");
    assertThat(certificates(user)).isEmpty();
  }

  private static void block(String... addresses) {
    page.command("Network.enable", Map.of());
    page.command("Network.setBlockedURLs", Map.of("urls", List.of(addresses)));
  }

  /// From a login with ID and PIN to the number, in a tab of its own.
  private void toNumber(String user) {
    browser.open(rig.page("/login?door=id&lang=ja"));
    browser.type("contract", Rig.CONTRACT);
    browser.type("user", user);
    browser.type("pin", Rig.PIN);
    browser.press("ログイン");
    browser.press("証明書を取得する");
    browser.press("アプリを使わずに取得する");
    forth();
    page.await("start");
    page.choosePassword();
    page.await("number");
  }

  private void back() {
    List<String> tabs = List.copyOf(browser.driver().getWindowHandles());
    browser.driver().switchTo().window(tabs.getFirst());
  }

  /// A tab may come a moment after the click that opens it.
  private void forth() {
    for (int looks = 0; browser.driver().getWindowHandles().size() < 2; looks++) {
      assertThat(looks).as("looks for the other tab").isLessThan(10_000);
    }
    List<String> tabs = List.copyOf(browser.driver().getWindowHandles());
    browser.driver().switchTo().window(tabs.getLast());
  }
}
