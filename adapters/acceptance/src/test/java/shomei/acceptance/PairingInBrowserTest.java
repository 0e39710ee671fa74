package shomei.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.pairing.PairingId;
import shomei.domain.pairing.ReportProgress.Report;
import shomei.tool.Shomei;

/// The pages that go on by themselves while the tool works, in a real browser; the test says what
/// the tool does.
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PairingInBrowserTest {
  /// After so many days renewal is open.
  private static final int ELEVEN_MONTHS = 340;

  @TempDir private static Path folder;
  private static Rig rig;
  private static NssStore store;
  private static SubscriberName user;
  private static Chromium browser;

  @BeforeAll
  static void start() throws Exception {
    rig = new Rig(folder);
    rig.daysBehind(ELEVEN_MONTHS);
    user = rig.newUser("user1");
    rig.newUser("user2");
    store = NssStore.in(folder.resolve("home"), folder.resolve("web-ca.pem"));
    browser = new Chromium(store, rig.signedInPort(), folder, Path.of("target", "pages"));
  }

  @AfterAll
  static void stop() {
    browser.close();
    rig.close();
  }

  private static PlayedTool tool() {
    return new PlayedTool(rig, folder, Optional.empty());
  }

  private static String code() {
    return browser.driver().findElement(By.className("pairingcode")).getText();
  }

  /// Waits until the page says that; nobody reloads it.
  private static void awaitText(String text) {
    WebElement _ = browser.driver().findElement(By.xpath("//main[contains(., '" + text + "')]"));
  }

  private static void mark() {
    Object _ = browser.driver().executeScript("window.marked = true");
  }

  private static boolean isMarked() {
    return Boolean.TRUE.equals(browser.driver().executeScript("return window.marked === true"));
  }

  @Test
  @Order(1)
  void whoeverIsLoggedInWithThePinConfirmsTheOwnPc() {
    browser.open(rig.page("/?lang=ja"));
    browser.press("ID でログイン");
    browser.type("contract", Rig.CONTRACT);
    browser.type("user", "user2");
    browser.type("pin", Rig.PIN);
    browser.press("ログイン");
    browser.press("証明書を取得する");
    assertThat(browser.screen()).isEqualTo("O4");
    PlayedTool tool = tool();
    PairingId pairing = tool.takes(code());
    awaitText("PC-123");
    browser.judged("O4-number");
    assertThat(browser.driver().findElement(By.className("number")).getText())
        .matches("[1-9][0-9]");
    browser.press("自分のパソコンです");
    assertThat(browser.screen()).isEqualTo("O5");
    tool.reports(pairing, new Report.Interrupted("closed"));
    browser.await("O6");
    browser.judged("O6-interrupted");
  }

  @Test
  @Order(2)
  void theKeyboardAloneLeadsToThePageThatWaitsForTheTool() {
    browser.open(rig.page("/?lang=ja"));
    browser.press("利用者の証明書を取得");
    assertThat(browser.screen()).isEqualTo("O3");
    browser.judge("O3-acquire");
    browser.tabTo(By.id("contract"));
    browser.keys("no-id", Keys.TAB, "user1", Keys.ENTER);
    awaitText("入力内容をご確認ください");
    browser.judged("O3-wrong");
    browser.type("contract", " " + Rig.CONTRACT + " ");
    browser.press("次へ");
    assertThat(browser.screen()).isEqualTo("O4");
    String code = code();
    browser.judge("O4-run");
    assertThat(code()).as("after reloads").isEqualTo(code);
    awaitText("アプリが起動していないようです");
    browser.judged("O4-quiet");
  }

  @Test
  @Order(3)
  void thePageGoesOnWithoutAReloadToTheLoginWithTheNewCertificate() throws Exception {
    mark();
    WebElement size = browser.driver().findElement(By.linkText("文字 中"));
    PlayedTool tool = tool();
    PairingId pairing = tool.takes(code());
    awaitText("アプリの「実行」を押してください");
    tool.reports(pairing, new Report.Confirmed());
    browser.await("O5");
    tool.reports(pairing, new Report.Processing(3, 8));
    awaitText("3 段階目");
    assertThat(size.isDisplayed()).as("what stays is not touched").isTrue();
    assertThat(browser.driver().getTitle()).startsWith("証明書を取得しています");
    assertThat(isMarked()).isTrue();
    browser.judged("O5-working");

    mark();
    assertThat(rig.tool(Shomei.class, Map.of(), user, "acquire").status()).isZero();
    store.add(rig.store(user), folder.resolve("store.password"));
    tool.reportsDone(pairing, PlayedTool.current(rig, folder, user));
    browser.await("O7");
    assertThat(isMarked()).isTrue();
    browser.judge("O7-complete");
    browser.press("新しい証明書でログインする");
    assertThat(browser.screen()).as("without closing the browser").isEqualTo("C1");
  }

  @Test
  @Order(4)
  void aServerThatIsAwayIsSaidAndThePageGoesOnWhenItIsBack() throws Exception {
    browser.open(rig.page("/acquire?door=administrator"));
    browser.type("contract", Rig.CONTRACT);
    browser.press("次へ");
    awaitText("連絡を待っています");
    assertThat(ProcessHandle.of(rig.serverProcess()).orElseThrow().destroyForcibly()).isTrue();
    awaitText("銀行と通信できません");
    rig.restartServer();
    awaitText("専用アプリから");
    browser.press("取りやめる");
    assertThat(browser.screen()).isEqualTo("O6");
    browser.judged("O6-refused");
    browser.open(rig.page("/pairing/00000000-0000-7000-8000-000000000000"));
    browser.judged("O4-none");
  }

  @Test
  @Order(5)
  void aRenewalIsSentToTheToolThatWaitsAndEndsTheLogin() throws Exception {
    rig.daysBehind(0);
    browser.open(rig.page("/login?door=user"));
    browser.type("pin", Rig.PIN);
    browser.press("ログイン");
    assertThat(browser.screen()).isEqualTo("C3");
    browser.press("証明書を更新する");
    assertThat(browser.screen()).isEqualTo("C4");
    mark();
    PlayedTool tool =
        new PlayedTool(rig, folder, Optional.of(PlayedTool.current(rig, folder, user).account()));
    assertThat(tool.waits()).isEmpty();
    awaitText("PC-123（taro）で更新する");
    assertThat(isMarked()).isTrue();
    browser.judged("C4-ready");
    browser.press("PC-123（taro）で更新する");
    assertThat(browser.screen()).isEqualTo("C4");
    PairingId pairing = tool.waits().orElseThrow();
    tool.reports(pairing, new Report.Confirmed());
    browser.await("C5");
    assertThat(rig.tool(Shomei.class, Map.of(), user, "renew").status()).isZero();
    store.add(rig.store(user), folder.resolve("store.password"));
    tool.reportsDone(pairing, PlayedTool.current(rig, folder, user));
    browser.await("C7");
    browser.judged("C7-complete");
    browser.press("新しい証明書でログインする");
    assertThat(browser.screen()).isEqualTo("C1");
  }
}
