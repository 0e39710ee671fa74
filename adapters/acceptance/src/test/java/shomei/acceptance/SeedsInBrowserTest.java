package shomei.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
import org.openqa.selenium.OutputType;
import shomei.command.Backend;
import shomei.desktop.DrivenWindow;
import shomei.domain.credential.Pin;
import shomei.domain.history.Actor;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.BankAccount;
import shomei.domain.subscriber.RegisterCorporation.NewCorporation;
import shomei.domain.subscriber.Subscriber.Language;
import shomei.server.OperatorBackend;
import shomei.tool.Shomei;

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
  private static Desk administrator;
  private static Desk user;
  private static Desk minami;

  /// A person's PC and the browser on it, which is never closed.
  private record Desk(HomePc pc, Chromium browser) implements AutoCloseable {
    static Desk of(String person) throws Exception {
      Path own = Files.createDirectories(folder.resolve(person));
      HomePc pc = new HomePc(own, rig);
      Chromium browser =
          new Chromium(pc.environment(), rig.origins(), rig.signedInPort(), own, pictures);
      return new Desk(pc, browser);
    }

    /// A picture of the page and one of the window.
    void show(String step, DrivenWindow app) throws IOException {
      Files.write(
          pictures.resolve(step + "-page.png"), browser.driver().getScreenshotAs(OutputType.BYTES));
      app.screenshot(pictures.resolve(step + "-window.png"));
    }

    /// At a fresh host, without closing the browser.
    void logInWithTheNew(String pin) {
      String before = browser.host();
      browser.press("新しい証明書でログインする");
      assertThat(browser.screen()).isEqualTo("C1");
      assertThat(browser.host()).isNotEqualTo(before);
      browser.type("pin", pin);
      browser.press("ログイン");
      assertThat(browser.screen()).isEqualTo("C8");
    }

    /// From the notice at the login to the app that waits.
    void runOnTheWaitingApp() {
      assertThat(browser.screen()).isEqualTo("C3");
      browser.press("証明書を更新する");
      assertThat(browser.screen()).isEqualTo("C4");
      browser.driver().findElement(By.xpath("//button[contains(., 'で更新する')]")).click();
    }

    @Override
    public void close() {
      browser.close();
      pc.close();
    }
  }

  @BeforeAll
  static void start() throws Exception {
    pictures = Files.createDirectories(Path.of("target", "seeds"));
    rig = new Rig(folder, "", ELEVEN_MONTHS);
    foundMinami();
    administrator = Desk.of("administrator");
    user = Desk.of("user");
    minami = Desk.of("minami");
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
    administrator.close();
    user.close();
    minami.close();
    rig.close();
  }

  /// The letter's PIN is changed on the page, and the page starts the app by its link. The number
  /// says that it is the own PC, so the app asks for no PIN.
  @Test
  @Order(1)
  void seed003AnAdministratorAcquiresForTheFirstTime() throws Exception {
    Chromium browser = administrator.browser();
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
    try (DrivenWindow app = administrator.pc().startedBy(() -> browser.press("専用アプリで始める"))) {
      app.await("decide.text", "きた銀行");
      administrator.show("003-found", app);
      app.click("decide.run");
      String number = browser.driver().findElement(By.className("number")).getText();
      app.await("progress.number", number);
      administrator.show("003-number", app);
      browser.press("自分のパソコンです");
      browser.await("O7");
      app.await("result.details", Rig.CONTRACT);
      administrator.show("003-complete", app);
    }
    assertThat(browser.text()).contains(Rig.CONTRACT, ".pki/nssdb");
    assertThat(administrator.pc().store().userCertificates()).hasSize(1);
    administrator.logInWithTheNew(OWN_PIN);
  }

  private static void reissue(Chromium browser, String user) {
    browser.visit("/users/change?user=" + user);
    browser.type("kana", "ﾔﾏﾀﾞ ﾀﾛｳ");
    browser.type("name", "山田　太郎");
    browser.driver().findElement(By.id("reissue")).click();
    browser.type("confirmation", "sure8901");
    browser.press("変更する");
    assertThat(browser.text()).contains("変更しました");
  }

  /// The PC with the certificate is lost. The administrator revokes and reissues; the user acquires
  /// on this PC, with the PIN in the app, by the code that the page shows.
  @Test
  @Order(2)
  void seed001AUserAcquiresAgainAfterTheAdministratorsReissue() throws Exception {
    SubscriberName seat = rig.newUser("user1");
    String id = seat.userId().orElseThrow();
    assertThat(rig.tool(Shomei.class, Map.of(), seat, "acquire").status()).isZero();
    reissue(administrator.browser(), id);

    Chromium browser = user.browser();
    browser.open(rig.page("/?lang=ja"));
    browser.press("利用者の証明書を取得");
    browser.type("contract", Rig.CONTRACT);
    browser.type("user", id);
    browser.press("次へ");
    assertThat(browser.screen()).isEqualTo("O4");
    String code = browser.driver().findElement(By.className("pairingcode")).getText();
    try (DrivenWindow app = user.pc().start()) {
      app.click("way.code");
      app.type("code.code", code.toLowerCase(Locale.ROOT));
      user.show("001-code", app);
      app.click("code.begin");
      app.await("decide.text", id);
      app.click("decide.run");
      app.await("question.title", "暗証番号");
      browser.await("O5");
      user.show("001-pin", app);
      app.type("question.answer", Rig.PIN);
      app.click("question.ok");
      app.await("result.details", id);
      browser.await("O7");
      user.show("001-complete", app);
    }
    assertThat(user.pc().store().userCertificates()).hasSize(1);
    user.logInWithTheNew(Rig.PIN);
    browser.press("ログアウト");
  }

  /// The app waits, so one button on the page is enough; afterwards the old certificate is out of
  /// the browser's sight, and the login is with the new one.
  @Test
  @Order(3)
  void seed000AUserRenewsBeforeTheEnd() throws Exception {
    rig.daysBehind(0);
    Chromium browser = user.browser();
    List<String> before = user.pc().store().userCertificates();
    try (DrivenWindow app = user.pc().start()) {
      app.await("status", "待っています");
      browser.open(rig.page("/login?door=user"));
      browser.type("pin", Rig.PIN);
      browser.press("ログイン");
      user.runOnTheWaitingApp();
      app.await("result.details", "user1");
      browser.await("C7");
      user.show("000-complete", app);
    }
    assertThat(before).hasSize(1);
    assertThat(user.pc().store().userCertificates()).hasSize(1);
    user.logInWithTheNew(Rig.PIN);
  }

  /// Before any certificate: the login ID, by the account and both temporary PINs; then the
  /// certificate.
  @Test
  @Order(4)
  void seed004AMasterAcquiresTheLoginIdAndThenTheCertificate() throws Exception {
    rig.daysBehind(ELEVEN_MONTHS);
    Chromium browser = minami.browser();
    browser.open(rig.page("minami", "/?lang=ja"));
    browser.press("ログイン ID を取得する");
    browser.type("branch", "1");
    browser.driver().findElement(By.cssSelector("#account-kind option[value='current']")).click();
    browser.type("account-number", "601");
    browser.type("login", "first123");
    browser.type("confirmation", "then5678");
    browser.press("次へ進む");
    browser.type("name", "見本　一郎");
    for (String repeated : List.of("", "-repeated")) {
      browser.type("mail" + repeated, "ichiro@minami.example");
      browser.type("login" + repeated, OWN_PIN);
      browser.type("confirmation" + repeated, "sure8901");
    }
    browser.press("ログイン ID を取得する");
    assertThat(browser.text()).contains(MINAMI_CONTRACT + "M");
    browser.open(rig.page("minami", "/acquire?door=administrator"));
    browser.type("contract", MINAMI_CONTRACT + "M");
    browser.press("次へ");
    try (DrivenWindow app = minami.pc().startedBy(() -> browser.press("専用アプリで始める"))) {
      app.await("decide.text", "みなみ銀行");
      app.click("decide.run");
      app.type("question.answer", OWN_PIN);
      minami.show("004-pin", app);
      app.click("question.ok");
      browser.await("O7");
      app.await("result.details", MINAMI_CONTRACT);
      minami.show("004-complete", app);
    }
    minami.logInWithTheNew(OWN_PIN);
    browser.press("ログアウト");
  }

  /// The app is killed in the midst of a renewal: the page tells, the app is opened again and goes
  /// on by itself, and so does the page.
  @Test
  @Order(5)
  void seed002ARenewalThatWasInterruptedGoesOn() throws Exception {
    rig.daysBehind(0);
    Chromium browser = minami.browser();
    DrivenWindow killed = minami.pc().start();
    killed.await("status", "待っています");
    browser.open(rig.page("minami", "/login?door=administrator"));
    browser.type("pin", OWN_PIN);
    browser.press("ログイン");
    minami.runOnTheWaitingApp();
    killed.await("question.title", "暗証番号");
    killed.kill();
    browser.await("C6");
    try (DrivenWindow app = minami.pc().start()) {
      app.await("home.left", "みなみ銀行");
      minami.show("002-interrupted", app);
      app.click("home.takeUp");
      app.type("question.answer", OWN_PIN);
      app.click("question.ok");
      app.await("result.details", MINAMI_CONTRACT);
      browser.await("C7");
      minami.show("002-complete", app);
    }
    assertThat(minami.pc().store().userCertificates()).hasSize(1);
    minami.logInWithTheNew(OWN_PIN);
  }
}
