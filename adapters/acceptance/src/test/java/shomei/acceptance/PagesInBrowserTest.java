package shomei.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
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
import shomei.command.Backend;
import shomei.demo.WebIdentity;
import shomei.domain.credential.Pin;
import shomei.domain.history.Actor;
import shomei.domain.history.Origin;
import shomei.domain.kernel.SubscriberName;
import shomei.server.OperatorBackend;
import shomei.tool.Shomei;

/// The pages in a real browser with a real certificate store, which runs from the first test to the
/// last as a person's does.
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PagesInBrowserTest {
  /// After so many days renewal is open.
  private static final int ELEVEN_MONTHS = 340;

  @TempDir private static Path folder;
  private static Rig rig;
  private static NssStore store;
  private static SubscriberName user;
  private static Chromium browser;

  @BeforeAll
  static void start() throws Exception {
    pack("shomei-1.2.3-setup.exe");
    pack("shomei_1.2.3_amd64.deb");
    rig = new Rig(folder);
    rig.daysBehind(ELEVEN_MONTHS);
    user = rig.newUser("user1");
    assertThat(rig.tool(Shomei.class, Map.of(), user, "acquire").status()).isZero();
    rig.daysBehind(0);
    store = NssStore.in(folder.resolve("home"), folder.resolve("web-ca.pem"));
    browser = new Chromium(store, rig.signedInPort(), folder, Path.of("target", "pages"));
  }

  /// Puts a package of the client app where the pages will find it, signed.
  private static void pack(String name) throws Exception {
    WebIdentity signer = WebIdentity.in(folder, InstantSource.system().instant());
    Path file = Files.createDirectories(folder.resolve("downloads")).resolve(name);
    Files.writeString(file, name);
    assertThat(
            new ProcessBuilder(
                    "openssl",
                    "cms",
                    "-sign",
                    "-binary",
                    "-outform",
                    "DER",
                    "-in",
                    file.toString(),
                    "-signer",
                    signer.certificate().toString(),
                    "-inkey",
                    signer.key().toString(),
                    "-out",
                    file + ".p7s")
                .inheritIO()
                .start()
                .waitFor())
        .isZero();
  }

  @AfterAll
  static void stop() {
    browser.close();
    rig.close();
  }

  @Test
  @Order(1)
  void theOpenPagesAreForEverybody() {
    browser.open(rig.page("/"));
    assertThat(browser.screen()).isEqualTo("O1");
    browser.judge("O1-entrance");
    browser.press("アプリをダウンロード");
    assertThat(browser.screen()).isEqualTo("O12");
    assertThat(browser.text()).contains("shomei-1.2.3-setup.exe", "Linux このパソコン");
    browser.judge("O12-download");
    browser.press("入口へ戻る");
    browser.press("ログインできないとき");
    browser.judge("O10-why");
    browser.open(rig.page("/acquire"));
    browser.judge("O2-acquire");
    browser.open(rig.page("/nothing"));
    assertThat(browser.screen()).isEqualTo("E404");
    browser.judged("E404");
  }

  @Test
  @Order(2)
  void aCertificateThatComesWhileTheBrowserRunsIsFoundByChoosingAgain() throws Exception {
    browser.open(rig.page("/"));
    browser.press("利用者としてログイン");
    assertThat(browser.screen()).as("without a certificate").isEqualTo("O10");
    String first = browser.host();
    store.add(rig.store(user), folder.resolve("store.password"));
    browser.press("証明書を選び直す");
    assertThat(browser.screen()).isEqualTo("C1");
    assertThat(browser.text()).contains(Rig.CONTRACT + " user1");
    assertThat(browser.host()).isNotEqualTo(first).endsWith(".login.localhost");
    browser.judge("C1-login");
  }

  @Test
  @Order(3)
  void aWrongPinIsSaidInASummaryThatLeadsToTheField() {
    browser.type("pin", "wrong999");
    browser.press("ログイン");
    assertThat(browser.screen()).isEqualTo("C1");
    browser.judged("C1-wrong");
    browser.press("暗証番号が違います。もう一度入力してください。");
    assertThat(browser.driver().switchTo().activeElement().getDomAttribute("id")).isEqualTo("pin");
  }

  @Test
  @Order(4)
  void thePinLeadsOverTheNoticeOfRenewalHome() {
    browser.type("pin", Rig.PIN);
    browser.press("ログイン");
    assertThat(browser.screen()).isEqualTo("C3");
    browser.judge("C3-renewal");
    browser.press("次回のログインまで後回しにする");
    assertThat(browser.screen()).isEqualTo("C8");
    browser.judge("C8-home");
    browser.driver().navigate().refresh();
    assertThat(browser.screen()).isEqualTo("C8");
  }

  @Test
  @Order(5)
  void logoutIsReal() {
    browser.press("ログアウト");
    assertThat(browser.screen()).isEqualTo("C12");
    String out = browser.driver().getCurrentUrl();
    browser.driver().navigate().back();
    browser.driver().navigate().refresh();
    assertThat(browser.screen()).as("back and reload").isEqualTo("C0");
    browser.judge("C0-over");
    browser.open(out);
    browser.judge("C12-goodbye");
  }

  @Test
  @Order(6)
  void theKeyboardAloneIsEnough() {
    browser.open(rig.page("/login?door=user"));
    assertThat(browser.screen()).isEqualTo("C1");
    browser.tabTo(By.id("pin"));
    browser.keys(Rig.PIN, Keys.ENTER);
    browser.await("C3");
  }

  private static Backend counter() {
    return new OperatorBackend(rig.adapters());
  }

  @Test
  @Order(7)
  void theSoftwareKeyboardTypesThePinToo() {
    browser.open(rig.page("/login?door=user"));
    browser.press("ソフトウェアキーボード");
    String keys = browser.text();
    browser.press("並べ替え");
    assertThat(browser.text()).isNotEqualTo(keys);
    browser.press("大文字");
    browser.press("R");
    browser.press("大文字");
    browser.press("1文字削除");
    Rig.PIN.chars().mapToObj(Character::toString).forEach(browser::press);
    assertThat(browser.text()).contains("8文字入力しました").doesNotContain(Rig.PIN);
    browser.judged("C1-keyboard");
    browser.press("ログイン");
    assertThat(browser.screen()).isEqualTo("C3");
  }

  @Test
  @Order(8)
  void aTemporaryPinIsChangedOnTheWayIn() {
    counter()
        .resetPin()
        .login(
            rig.institution(),
            user,
            Pin.attempt("temporary1"),
            Actor.operator("test", new Origin.Command("root")));
    browser.open(rig.page("/login?door=user"));
    browser.type("pin", "temporary1");
    browser.press("ログイン");
    assertThat(browser.screen()).isEqualTo("C2");
    browser.judged("C2-pin");
    browser.type("pin", "temporary1");
    browser.type("new", Rig.PIN);
    browser.type("repeated", Rig.PIN);
    browser.press("変更してログイン");
    assertThat(browser.screen()).isEqualTo("C3");
  }

  @Test
  @Order(9)
  void aDoorThatIsNotOnesOwnAndSuspensionAreExplained() {
    browser.open(rig.page("/login?door=administrator"));
    assertThat(browser.text()).contains("利用者の証明書です");
    browser.judge("C1-otherdoor");
    counter()
        .suspend()
        .suspend(Rig.bank(), user, Actor.operator("test", new Origin.Command("root")));
    browser.open(rig.page("/login?door=user"));
    assertThat(browser.screen()).isEqualTo("O10");
    assertThat(browser.text()).contains("利用が停止されています");
    browser.judge("O10-suspended");
  }

  @Test
  @Order(10)
  void whereThePolicyAllowsItAnIdIsAskedFor() {
    browser.open(rig.page("/login?door=id"));
    assertThat(browser.screen()).isEqualTo("O11");
    browser.judge("O11-id");
  }
}
