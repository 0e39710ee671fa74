package shomei.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
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
import shomei.domain.history.Actor;
import shomei.domain.history.Origin;
import shomei.domain.kernel.SubscriberName;
import shomei.server.OperatorBackend;
import shomei.tool.Shomei;

/// The pages of an administrator in a real browser with a real certificate store.
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AdministratorInBrowserTest {
  private static final String CONFIRMATION = "sure8901";

  /// Before so many days a certificate was issued that has expired.
  private static final int THIRTEEN_MONTHS = 396;

  private static final String LOGIN = "next8901";

  @TempDir private static Path folder;
  private static Rig rig;
  private static Chromium browser;

  @BeforeAll
  static void start() throws Exception {
    rig = new Rig(folder);
    rig.daysBehind(THIRTEEN_MONTHS);
    acquire(rig.newUser("expired"));
    rig.daysBehind(0);
    acquire(rig.newUser("user1"));
    rig.newUser("user2");
    new OperatorBackend(rig.adapters())
        .suspend()
        .suspend(
            Rig.bank(),
            rig.newUser("suspended"),
            Actor.operator("test", new Origin.Command("root")));
    SubscriberName administrator = SubscriberName.administrator(Rig.CONTRACT);
    Path next = rig.file("next", LOGIN);
    assertThat(
            rig.tool(
                    Shomei.class,
                    Map.of(),
                    administrator,
                    "acquire",
                    "--new-pin-file",
                    next.toString())
                .status())
        .isZero();
    NssStore store = NssStore.in(folder.resolve("home"), folder.resolve("web-ca.pem"));
    store.add(rig.store(administrator), folder.resolve("store.password"));
    browser = new Chromium(store, rig.signedInPort(), folder, Path.of("target", "pages"));
  }

  private static void acquire(SubscriberName user) throws Exception {
    assertThat(rig.tool(Shomei.class, Map.of(), user, "acquire").status()).isZero();
  }

  @AfterAll
  static void stop() {
    browser.close();
    rig.close();
  }

  @Test
  @Order(1)
  void theHomePageLeadsToAllOthers() {
    browser.open(rig.page("/?lang=ja"));
    browser.press("管理者としてログイン");
    browser.type("pin", LOGIN);
    browser.press("ログイン");
    assertThat(browser.screen()).isEqualTo("C8");
    browser.judge("C8-administrator");
    browser.press("管理");
    assertThat(browser.screen()).isEqualTo("A2");
    browser.press("利用者一覧");
    assertThat(browser.screen()).isEqualTo("A3");
    assertThat(browser.text()).contains("⚠ 有効期限切れ", "利用停止中", "発行済み", "未取得");
  }

  @Test
  @Order(2)
  void everyPageReadsWellInBothLanguagesAndThreeSizes() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("/notices", "C9-notices");
    pages.put("/pins", "C10-pins");
    pages.put("/history", "C11-history");
    pages.put("/contract", "A1-contract");
    pages.put("/menu", "A2-menu");
    pages.put("/users?sort=state&order=down", "A3-users");
    pages.put("/users/new", "A4-register");
    pages.put("/users/change?user=user1", "A5-change");
    pages.put("/users/delete?user=user2", "A6-delete");
    pages.put("/users/suspend?user=user1&user=user2", "A7-suspend");
    pages.put("/users/resume?user=suspended", "A7-resume");
    pages.put("/users/unlock?user=user2", "A8-unlock");
    pages.put("/users/reset?user=user2", "A9-reset");
    pages.put("/users/revoke?user=expired&user=user1", "A10-revoke");
    pages.put("/users/acts?act=certificate", "A11-history");
    pages.put("/company", "A12-company");
    pages.forEach(
        (path, name) -> {
          browser.visit(path);
          assertThat(browser.screen()).isEqualTo(name.split("-", 2)[0]);
          browser.judge(name);
        });
  }

  @Test
  @Order(3)
  void whatIsWrongIsSaidInASummaryThatLeadsToTheFields() {
    for (String language : List.of("ja", "en")) {
      browser.visit("/users/new?lang=" + language);
      browser.type("id", "no blanks");
      browser.type("kana", "山");
      browser.type("name", "山田太郎");
      browser.type("mail", "yamada@example.jp");
      for (String pin : List.of("temporary-login", "temporary-confirmation")) {
        browser.type(pin, "first" + pin.length());
        browser.type(pin + "-repeated", "first" + pin.length());
      }
      browser.type("confirmation", CONFIRMATION);
      browser.submit("confirmation");
      assertThat(browser.screen()).isEqualTo("A4");
      browser.judged("A4-wrong-" + language);
      browser.driver().findElement(By.cssSelector(".summary a")).click();
      assertThat(browser.driver().switchTo().activeElement().getDomAttribute("id")).isEqualTo("id");
      browser.type("id", "taro" + language);
      browser.type("kana", "ﾔﾏﾀﾞ ﾀﾛｳ");
      for (String pin : List.of("temporary-login", "temporary-confirmation")) {
        browser.type(pin, "first" + pin.length());
        browser.type(pin + "-repeated", "first" + pin.length());
      }
      browser.type("confirmation", CONFIRMATION);
      browser.submit("confirmation");
      assertThat(browser.text()).contains("taro" + language);
      browser.judged("A4-done-" + language);
    }
    browser.visit("/users?lang=ja");
  }

  @Test
  @Order(4)
  void theKeyboardAloneIsEnough() {
    browser.visit("/users");
    browser.tabTo(By.cssSelector("input[value='user1']"));
    browser.keys(" ");
    browser.tabTo(By.cssSelector("input[value='user2']"));
    browser.keys(" ");
    browser.tabTo(By.xpath("//button[normalize-space()='停止する']"));
    browser.keys(Keys.ENTER);
    browser.await("A7");
    browser.tabTo(By.id("confirmation"));
    browser.keys(CONFIRMATION, Keys.ENTER);
    assertThat(browser.driver().findElement(By.className("success")).isDisplayed()).isTrue();
    assertThat(browser.text()).contains("user1 停止しました", "user2 停止しました");
    browser.judged("A7-done");
    browser.driver().navigate().refresh();
    assertThat(browser.text()).as("a reload").contains("user1 停止しました");
    browser.tabTo(By.xpath("//a[normalize-space()='利用者一覧へ戻る']"));
    browser.keys(Keys.ENTER);
    browser.await("A3");
    assertThat(browser.driver().findElements(By.className("marked"))).hasSize(2);
    browser.judged("A3-marked");
  }

  @Test
  @Order(5)
  void anOwnPinIsChangedAndTheNextLoginIsWithTheNewOne() {
    browser.press("暗証番号");
    browser.type("login-current", LOGIN);
    browser.type("login-next", "other890");
    browser.type("login-next-repeated", "other890");
    browser.press("ログイン暗証番号を変更する");
    assertThat(browser.text()).contains("変更しました");
    browser.judged("C10-done");
    browser.press("もう一度ログインする");
    browser.type("pin", "other890");
    browser.press("ログイン");
    assertThat(browser.screen()).isEqualTo("C8");
  }
}
