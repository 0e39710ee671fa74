package shomei.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.openqa.selenium.OutputType;
import shomei.command.Backend;
import shomei.desktop.DrivenWindow;
import shomei.domain.credential.Pin;
import shomei.domain.history.Actor;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.subscriber.BankAccount;
import shomei.domain.subscriber.RegisterCorporation.NewCorporation;
import shomei.domain.subscriber.Subscriber.Language;
import shomei.server.OperatorBackend;

/// What the five manuals tell, from the first page to the login with the new certificate: a real
/// browser that is never closed, the real window, the browser's own store, and a server. Leaves
/// pictures of page and window, a pair a step.
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SeedsInBrowserTest {
  private static final Institution MINAMI =
      new Institution(
          new InstitutionId("minami"), "みなみ銀行", "Minami Bank", "Minami", "Minami CA", "first");
  private static final Actor COUNTER = Actor.operator("test", new Origin.Command("root"));
  private static final String MINAMI_CONTRACT = "0501D00601";
  private static final int ELEVEN_MONTHS = 340;
  private static final String OWN_PIN = "mine4567";

  @TempDir private static Path folder;
  private static Path pictures;
  private static Rig rig;
  private static HomePc pc;
  private static Chromium browser;

  @BeforeAll
  static void start() throws Exception {
    pictures = Files.createDirectories(Path.of("target", "seeds"));
    rig = new Rig(folder);
    rig.daysBehind(ELEVEN_MONTHS);
    pc = new HomePc(folder, rig);
    foundMinami();
    browser = new Chromium(pc.environment(), rig.origins(), rig.signedInPort(), folder, pictures);
  }

  private static void foundMinami() {
    Backend counter = new OperatorBackend(rig.adapters());
    counter.putInstitution().put(MINAMI, COUNTER);
    counter.createCa(MINAMI, Backend.CaKey.P256, Optional.empty(), COUNTER);
    counter
        .registerCorporation()
        .register(
            MINAMI,
            new NewCorporation(
                MINAMI_CONTRACT,
                "有限会社見本製作所",
                "bank@minami.example",
                Language.JA,
                Pin.attempt("first123"),
                Pin.attempt("then5678"),
                Optional.of(new BankAccount("001", BankAccount.Kind.CURRENT, "0000601"))),
            COUNTER);
  }

  @AfterAll
  static void stop() {
    browser.close();
    pc.close();
    rig.close();
  }

  /// The letter's PIN is changed on the page, and the page starts the app by its link. The number
  /// says that it is the own PC, so the app asks for no PIN.
  @Test
  @Order(1)
  void seed003AnAdministratorAcquiresForTheFirstTime() throws Exception {
    browser.open(rig.page("/?lang=ja"));
    browser.press("ID でログイン");
    browser.type("contract", Rig.CONTRACT);
    browser.type("pin", Rig.PIN);
    browser.press("ログイン");
    browser.type("contract", Rig.CONTRACT);
    browser.type("pin", Rig.PIN);
    browser.type("new", OWN_PIN);
    browser.type("repeated", OWN_PIN);
    browser.press("変更してログイン");
    browser.press("証明書を取得する");
    assertThat(browser.screen()).isEqualTo("O4");
    try (DrivenWindow app = pc.startedBy(() -> browser.press("専用アプリで始める"))) {
      app.await("decide.text", "きた銀行");
      pictures("003-found", app);
      app.click("decide.run");
      String number = number();
      app.await("progress.number", number);
      pictures("003-number", app);
      browser.press("自分のパソコンです");
      browser.await("O7");
      app.await("result.details", Rig.CONTRACT);
      pictures("003-complete", app);
    }
    assertThat(browser.text()).contains(Rig.CONTRACT, ".pki/nssdb");
    assertThat(pc.store().userCertificates()).hasSize(1);
    logInWithTheNew(OWN_PIN);
    assertThat(browser.screen()).isEqualTo("C8");
  }

  /// A user whose PC was lost: the administrator revokes and reissues, and the user acquires on
  /// this PC, with the PIN in the app, by the code that the page shows.
  @Test
  @Order(2)
  void seed001AUserAcquiresAgainAfterTheAdministratorsReissue() throws Exception {
    String user = rig.newUser("user1").userId().orElseThrow();
    browser.visit("/users/change?user=" + user);
    browser.driver().findElement(By.id("reissue")).click();
    browser.type("confirmation", "sure8901");
    browser.press("変更する");
    assertThat(browser.text()).contains("変更しました");
    browser.press("ログアウト");

    browser.open(rig.page("/acquire?door=user"));
    browser.type("contract", Rig.CONTRACT);
    browser.type("user", user);
    browser.press("次へ");
    assertThat(browser.screen()).isEqualTo("O4");
    String code = browser.driver().findElement(By.className("pairingcode")).getText();
    try (DrivenWindow app = pc.start()) {
      app.click("way.code");
      app.type("code.code", code.toLowerCase(java.util.Locale.ROOT));
      app.screenshot(pictures.resolve("001-code-window.png"));
      app.click("code.begin");
      app.await("decide.text", user);
      app.click("decide.run");
      app.await("question.title", "暗証番号");
      browser.await("O5");
      pictures("001-pin", app);
      app.type("question.answer", Rig.PIN);
      app.click("question.ok");
      app.await("result.details", user);
      browser.await("O7");
      pictures("001-complete", app);
    }
    assertThat(pc.store().userCertificates()).hasSize(2);
  }

  private static String number() {
    return browser.driver().findElement(By.className("number")).getText();
  }

  /// At a fresh host, without closing the browser.
  private static void logInWithTheNew(String pin) {
    String before = browser.host();
    browser.press("新しい証明書でログインする");
    assertThat(browser.screen()).isEqualTo("C1");
    assertThat(browser.host()).isNotEqualTo(before);
    browser.type("pin", pin);
    browser.press("ログイン");
  }

  private static void pictures(String step, DrivenWindow app) throws IOException {
    Files.write(
        pictures.resolve(step + "-page.png"), browser.driver().getScreenshotAs(OutputType.BYTES));
    app.screenshot(pictures.resolve(step + "-window.png"));
  }
}
