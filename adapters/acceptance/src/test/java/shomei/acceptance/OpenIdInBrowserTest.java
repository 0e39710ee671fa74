package shomei.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
import shomei.domain.history.Actor;
import shomei.domain.history.Origin;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.oidc.RegisterClient.NewClient;
import shomei.server.OperatorBackend;
import shomei.tool.Shomei;

/// A stock application behind the bank's login, in a real browser with a real certificate store.
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OpenIdInBrowserTest {
  /// After so many days renewal is open.
  private static final int ELEVEN_MONTHS = 340;

  @TempDir private static Path folder;
  private static Rig rig;
  private static Apache application;
  private static Chromium browser;

  @BeforeAll
  static void start() throws Exception {
    rig = new Rig(folder);
    SubscriberName user = rig.newUser("user1");
    assertThat(rig.tool(Shomei.class, Map.of(), user, "acquire").status()).isZero();
    NssStore store = NssStore.in(folder.resolve("home"), rig.webAuthority());
    store.add(rig.store(user), folder.resolve("store.password"));
    application = Apache.in(folder.resolve("apache"));
    application.start(rig.page(""), secret(), folder);
    browser = new Chromium(store, rig.signedInPort(), folder, Path.of("target", "pages"));
  }

  private static String secret() {
    return new OperatorBackend(rig.adapters())
        .registerClient()
        .register(
            Rig.bank(),
            new NewClient(
                "apache",
                "Apache",
                List.of(application.redirectUri()),
                List.of(application.page("/bye.html")),
                true),
            Actor.operator("test", new Origin.Command("root")))
        .secret()
        .orElseThrow();
  }

  @AfterAll
  static void stop() {
    browser.close();
    application.close();
    rig.close();
  }

  @Test
  @Order(1)
  void theApplicationsLinkLeadsOverTheLoginToTheApplication() {
    browser.open(application.page("/app/"));
    assertThat(browser.screen()).isEqualTo("C1");
    assertThat(browser.host()).endsWith(".login.localhost");
    browser.judge("C1-application");
    browser.type("pin", "wrong999");
    browser.press("ログイン");
    browser.type("pin", Rig.PIN);
    browser.press("ログイン");
    assertThat(told())
        .contains(
            "contract=" + Rig.CONTRACT,
            "user=user1",
            "role=user",
            "acr=phr",
            "iss=" + rig.page(""));
  }

  @Test
  @Order(2)
  void whoIsLoggedInComesInWithoutAPin() {
    browser.driver().manage().deleteCookieNamed("mod_auth_openidc_session");
    browser.open(application.page("/app/"));
    assertThat(told()).contains("user=user1");
  }

  @Test
  @Order(3)
  void theApplicationsLogoutEndsTheLogin() {
    browser.open(
        application.redirectUri()
            + "?logout="
            + URLEncoder.encode(application.page("/bye.html"), StandardCharsets.UTF_8));
    browser.driver().findElement(By.xpath("//main[.='bye']"));
    browser.open(application.page("/app/"));
    assertThat(browser.screen()).isEqualTo("C1");
  }

  /// The server's clock is ahead of the application's then, which has no mind to let anybody in.
  @Test
  @Order(4)
  void theNoticeOfRenewalStandsBetweenLoginAndApplication() throws Exception {
    rig.daysBehind(-ELEVEN_MONTHS);
    browser.open(application.page("/app/"));
    assertThat(browser.screen()).isEqualTo("C1");
    browser.press("日本語");
    browser.type("pin", Rig.PIN);
    browser.press("ログイン");
    assertThat(browser.screen()).isEqualTo("C3");
    browser.press("次回のログインまで後回しにする");
    assertThat(browser.driver().getCurrentUrl())
        .startsWith(application.redirectUri())
        .contains("code=");
  }

  private static String told() {
    browser.driver().findElement(By.xpath("//title[.='application']"));
    return browser.text();
  }
}
