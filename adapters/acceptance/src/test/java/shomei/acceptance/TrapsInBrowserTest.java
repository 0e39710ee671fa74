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
import org.openqa.selenium.WindowType;
import shomei.domain.history.Actor;
import shomei.domain.history.Origin;
import shomei.domain.kernel.SubscriberName;
import shomei.server.OperatorBackend;
import shomei.tool.Shomei;

/// What browsers do with certificates that have expired, were renewed or were revoked while they
/// run. One browser and one store, from the first test to the last.
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TrapsInBrowserTest {
  private static final int LONGER_THAN_A_YEAR = 400;
  private static final int ELEVEN_MONTHS = 340;

  @TempDir private static Path folder;
  private static Rig rig;
  private static NssStore store;
  private static SubscriberName user;
  private static Chromium browser;

  @BeforeAll
  static void start() throws Exception {
    rig = new Rig(folder);
    store = NssStore.in(folder.resolve("home"), folder.resolve("web-ca.pem"));
    rig.daysBehind(LONGER_THAN_A_YEAR);
    acquire(rig.newUser("expired"));
    rig.daysBehind(ELEVEN_MONTHS);
    user = rig.newUser("user1");
    browser = new Chromium(store, rig.signedInPort(), folder, Path.of("target", "pages"));
  }

  @AfterAll
  static void stop() {
    browser.close();
    rig.close();
  }

  private static void acquire(SubscriberName seat) throws Exception {
    assertThat(rig.tool(Shomei.class, Map.of(), seat, "acquire").status()).isZero();
    keep(seat);
  }

  private static void keep(SubscriberName seat) throws Exception {
    store.add(rig.store(seat), folder.resolve("store.password"));
  }

  private static void logIn() {
    browser.open(rig.page("/login?door=user"));
    assertThat(browser.screen()).isEqualTo("C1");
    browser.type("pin", Rig.PIN);
    browser.press("ログイン");
  }

  /// The browser shows neither it nor a chooser: the server cannot tell it from none.
  @Test
  @Order(1)
  void whoHasOnlyAnExpiredOneIsToldAllCauses() throws Exception {
    rig.daysBehind(0);
    browser.open(rig.page("/?lang=ja"));
    browser.open(rig.page("/login?door=user"));
    assertThat(browser.screen()).isEqualTo("O10");
    assertThat(browser.text()).contains("有効期限");
  }

  @Test
  @Order(2)
  void twoTabsThatPostDoNotDisturbEachOther() throws Exception {
    rig.daysBehind(ELEVEN_MONTHS);
    acquire(user);
    rig.daysBehind(0);
    browser.open(rig.page("/login?door=user"));
    String first = browser.driver().getWindowHandle();
    String login = browser.driver().getCurrentUrl();
    browser.driver().switchTo().newWindow(WindowType.TAB);
    browser.open(login);
    browser.type("pin", Rig.PIN);
    browser.press("ログイン");
    assertThat(browser.screen()).isEqualTo("C3");
    browser.driver().close();
    browser.driver().switchTo().window(first);
    browser.type("pin", Rig.PIN);
    browser.press("ログイン");
    assertThat(browser.screen()).isEqualTo("C3");
  }

  /// Whichever the browser shows, it is good, and nobody is told to renew what was renewed.
  @Test
  @Order(3)
  void withTheOldAndTheNewOneInTheStoreTheWayLeadsHome() throws Exception {
    assertThat(rig.tool(Shomei.class, Map.of(), user, "renew").status()).isZero();
    keep(user);
    logIn();
    assertThat(browser.screen()).isEqualTo("C8");
  }

  @Test
  @Order(4)
  void aRevocationEndsTheSessionWithinOneRequestThoughTheConnectionLasts() {
    browser.driver().navigate().refresh();
    assertThat(browser.screen()).isEqualTo("C8");
    for (var certificate : rig.adapters().database().certificates().of(Rig.bank(), user)) {
      new OperatorBackend(rig.adapters())
          .revoke()
          .byOperator(
              certificate.serial(),
              Optional.empty(),
              Actor.operator("test", new Origin.Command("root")));
    }
    browser.driver().navigate().refresh();
    assertThat(browser.screen()).isEqualTo("C0");
    assertThat(browser.text()).contains("失効");
    browser.open(rig.page("/login?door=user"));
    assertThat(browser.screen()).isEqualTo("O10");
    assertThat(browser.text()).contains("銀行が失効させました", "管理者");
  }
}
