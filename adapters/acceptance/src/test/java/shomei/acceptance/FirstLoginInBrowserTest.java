package shomei.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import shomei.command.Backend;
import shomei.domain.credential.Pin;
import shomei.domain.history.Actor;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.subscriber.BankAccount;
import shomei.domain.subscriber.RegisterCorporation.NewCorporation;
import shomei.domain.subscriber.RegisterUser.NewUser;
import shomei.domain.subscriber.Subscriber.Language;
import shomei.server.OperatorBackend;

/// O9 in a real browser: an administrator in Japanese, with the software keyboard, and a user in
/// English.
@Tag("slow")
final class FirstLoginInBrowserTest {
  private static final Institution MINAMI =
      new Institution(
          new InstitutionId("minami"), "みなみ銀行", "Minami Bank", "Minami", "Minami CA", "first");
  private static final Actor COUNTER = Actor.operator("test", new Origin.Command("root"));
  private static final String CONTRACT = "0501D00601";
  private static final String LOGIN = "first123";
  private static final String CONFIRMATION = "then5678";

  @TempDir private static Path folder;
  private static Rig rig;
  private static Chromium browser;

  @BeforeAll
  static void start() throws Exception {
    rig = new Rig(folder);
    Backend counter = new OperatorBackend(rig.adapters());
    counter.putInstitution().put(MINAMI, COUNTER);
    counter
        .registerCorporation()
        .register(
            MINAMI,
            new NewCorporation(
                CONTRACT,
                "有限会社見本製作所",
                "bank@minami.example",
                Language.JA,
                Pin.attempt(LOGIN),
                Pin.attempt(CONFIRMATION),
                Optional.of(new BankAccount("001", BankAccount.Kind.CURRENT, "0000601"))),
            COUNTER);
    counter
        .registerUser()
        .register(
            MINAMI,
            new NewUser(
                CONTRACT,
                "S",
                "見本　花子",
                "hanako@minami.example",
                Language.EN,
                Pin.attempt(LOGIN),
                true,
                Pin.attempt(CONFIRMATION)),
            COUNTER);
    NssStore store = NssStore.in(folder.resolve("home"), folder.resolve("web-ca.pem"));
    browser = new Chromium(store, rig.signedInPort(), folder, Path.of("target", "pages"));
    // pages learn of a new bank within two seconds
    for (int looks = 0; !knowsMinami(); looks++) {
      assertThat(looks).isLessThan(1000);
    }
  }

  private static boolean knowsMinami() {
    browser.open(rig.page("minami", "/?lang=ja"));
    return browser.screen().equals("O1");
  }

  @AfterAll
  static void stop() {
    browser.close();
    rig.close();
  }

  @Test
  void anAdministratorComesFromTheEntranceToTheLoginIdAndOnToTheCertificate() {
    browser.open(rig.page("minami", "/?lang=ja"));
    browser.judge("O1-first");
    browser.press("ログイン ID を取得する");
    assertThat(browser.screen()).isEqualTo("O9");
    browser.judge("O9-prove");
    account();
    browser.type("login", "wrong999");
    browser.type("confirmation", CONFIRMATION);
    browser.press("次へ進む");
    assertThat(browser.text()).contains("入力内容をご確認ください");
    browser.judged("O9-wrong");
    assertThat(browser.driver().findElement(By.id("account-number")).getDomProperty("value"))
        .isEqualTo("601");

    browser.press("ソフトウェアキーボード");
    LOGIN.chars().mapToObj(Character::toString).forEach(browser::press);
    browser.type("confirmation", CONFIRMATION);
    browser.press("次へ進む");
    assertThat(browser.text()).contains(CONTRACT + "M");
    browser.judged("O9-setup");
    fill("見本　一郎", "ichiro@minami.example");
    browser.type("mail-repeated", "ichirou@minami.example");
    browser.press("ログイン ID を取得する");
    assertThat(browser.text()).contains("メールアドレスが二つの欄で一致していません");
    browser.judged("O9-setup-wrong");
    fill("見本　一郎", "ichiro@minami.example");
    browser.press("ログイン ID を取得する");
    assertThat(browser.text()).contains("ログイン ID を取得しました", CONTRACT + "M");
    browser.judged("O9-done");
    browser.press("証明書の取得へ進む");
    assertThat(browser.screen()).isEqualTo("O2");
  }

  @Test
  void aUserComesByTheIdThatTheAdministratorGave() {
    browser.open(rig.page("minami", "/firstlogin?for=user&lang=en&size=large"));
    browser.type("login-id", CONTRACT + "S ");
    browser.type("login", LOGIN);
    browser.type("confirmation", CONFIRMATION);
    browser.judged("O9-user-en");
    browser.press("Go on");
    browser.judged("O9-setup-en");
    fill("見本　花子", "hanako@minami.example");
    browser.press("Acquire the login ID");
    assertThat(browser.text()).contains("The login ID has been acquired", CONTRACT + "S");
    browser.judged("O9-done-en");
  }

  private static void account() {
    browser.type("branch", "1");
    browser.driver().findElement(By.cssSelector("#account-kind option[value='current']")).click();
    browser.type("account-number", "601");
  }

  private static void fill(String name, String mail) {
    browser.type("name", name);
    browser.type("mail", mail);
    browser.type("mail-repeated", mail);
    for (String repeated : new String[] {"", "-repeated"}) {
      browser.type("login" + repeated, "mine4567");
      browser.type("confirmation" + repeated, "sure8901");
    }
  }
}
