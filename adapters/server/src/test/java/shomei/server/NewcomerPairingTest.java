package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.server.PairingPagesTest.code;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.pairing.Pairing;
import shomei.domain.pairing.PairingId;
import shomei.server.Browser.Answer;
import shomei.server.PagesSite.Person;

/// O4 to O7 for whoever is logged in with ID and PIN, while no certificate is held.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NewcomerPairingTest {
  private static final String ENGLISH = "Accept-Language: en";

  private PagesSite site;

  @BeforeAll
  @SuppressWarnings("NullAway.Init") // started before all tests
  void start(@TempDir Path folder) throws Exception {
    site = new PagesSite(folder);
  }

  @AfterAll
  void stop() {
    site.close();
  }

  /// A seat without a certificate, logged in with ID and PIN.
  private record Newcomer(String seat, Browser browser, String host) {
    Answer get(String page) throws IOException {
      return browser.get(host, page);
    }
  }

  private Newcomer newcomer() throws Exception {
    String seat = site.without(site.corporation(), "user1");
    Browser browser = new Browser(Optional.empty());
    String host = site.freshHost();
    Map<String, String> form = new HashMap<>();
    form.put("form", browser.get(host, "/kita/login/id").form());
    form.put("contract", seat.split("/")[0]);
    form.put("user", "user1");
    form.put("pin", PagesSite.PIN);
    browser.post(host, "/kita/login/id", form).leads();
    return new Newcomer(seat, browser, host);
  }

  private static String acquire(Newcomer newcomer) throws IOException {
    PageForm form = PageForm.of(newcomer.get("/kita/"), "/kita/acquire");
    return newcomer.browser().post(newcomer.host(), "/kita/acquire", form).leads();
  }

  @Test
  void whoeverIsLoggedInWithThePinConfirmsThePcByItsNumber() throws Exception {
    Newcomer newcomer = newcomer();
    String page = acquire(newcomer);
    PlayedTool tool = site.tool("PC-9");
    PairingId pairing = tool.takes(code(newcomer.get(page)));
    Answer asked = newcomer.get(page);
    int number = tool.confirms(pairing).number();
    assertThat(asked.body())
        .contains("画面番号：O4", "PC-9", "taro", "0.1", "class=\"number\">" + number + "<")
        .contains("自分のパソコンです", "自分のパソコンではありません");
    assertThat(tool.handed(pairing)).as("before the page's reader has said so").isEmpty();
    assertThat(newcomer.get(page).body()).contains("自分のパソコンです");

    PageForm mine = PageForm.of(asked, page + "/confirm");
    for (Answer answer :
        Browser.together(() -> newcomer.browser().post(newcomer.host(), page + "/confirm", mine))) {
      assertThat(answer.leads()).isEqualTo(page);
    }
    var handed = tool.handed(pairing).orElseThrow();
    newcomer.browser().post(newcomer.host(), page + "/confirm", mine);
    assertThat(tool.handed(pairing).orElseThrow().kid()).isEqualTo(handed.kid());
    assertThat(newcomer.get(page).body())
        .contains("画面番号：O5")
        .doesNotContain(handed.kid(), "class=\"number\"");
    tool.processes(pairing, 1);
    assertThat(newcomer.get(page).body()).contains("1 段階目");
  }

  @Test
  void aPcThatIsNotTheirsGetsNothing() throws Exception {
    Newcomer newcomer = newcomer();
    String page = acquire(newcomer);
    PlayedTool tool = site.tool("PC-FRAUD");
    PairingId pairing = tool.takes(code(newcomer.get(page)));
    newcomer.browser().post(newcomer.host(), page + "/cancel", Map.of()).leads();
    assertThat(newcomer.get(page).body()).contains("画面番号：O6", "取りやめました", "/kita/acquire");
    assertThat(tool.handed(pairing)).isEmpty();
    assertThat(tool.confirms(pairing).state()).isEqualTo(new Pairing.State.Refused());
  }

  @Test
  void onlyThatBrowserInThatSessionConfirms() throws Exception {
    Newcomer newcomer = newcomer();
    String page = acquire(newcomer);
    PlayedTool tool = site.tool("PC-10");
    PairingId pairing = tool.takes(code(newcomer.get(page)));
    int number = tool.confirms(pairing).number();
    Map<String, String> right = Map.of("number", Integer.toString(number));
    Map<String, String> wrong = Map.of("number", number == 99 ? "98" : "99");
    Newcomer other = newcomer();
    other.browser().post(other.host(), page + "/confirm", right).leads();
    newcomer.browser().post(newcomer.host(), page + "/confirm", wrong).leads();
    newcomer.browser().post(newcomer.host(), page + "/confirm", Map.of("number", "x")).leads();
    Browser withoutSession = new Browser(Optional.empty());
    withoutSession.cookies.put(
        newcomer.host(), new HashMap<>(newcomer.browser().cookies.get(newcomer.host())));
    withoutSession.cookies.get(newcomer.host()).remove("__Host-session");
    assertThat(withoutSession.get(newcomer.host(), page).status()).isEqualTo(200);
    assertThat(withoutSession.post(newcomer.host(), page + "/confirm", right).status())
        .isEqualTo(403);
    assertThat(
            newcomer
                .browser()
                .post(newcomer.host(), page + "/confirm", right, "Origin: null")
                .status())
        .isEqualTo(403);
    assertThat(tool.handed(pairing)).isEmpty();
    newcomer.browser().post(newcomer.host(), page + "/confirm", right).leads();
    assertThat(tool.handed(pairing)).isPresent();
  }

  @Test
  void theCertificateEndsTheLoginWithThePinAndThePageGoesOn() throws Exception {
    Newcomer newcomer = newcomer();
    String page = acquire(newcomer);
    PlayedTool tool = site.tool("PC-11");
    PairingId pairing = tool.takes(code(newcomer.get(page)));

    newcomer
        .browser()
        .post(
            newcomer.host(), page + "/confirm", PageForm.of(newcomer.get(page), page + "/confirm"))
        .leads();
    Pc.Ready ready = site.pc().ready(newcomer.seat(), PagesSite.PIN);
    tool.has(pairing, new Pc.Held(ready.key(), site.pc().finish(ready)));
    assertThat(newcomer.get("/kita/").body()).contains("取得した証明書でログインしてください");
    Answer complete = newcomer.browser().get(newcomer.host(), page, ENGLISH);
    assertThat(complete.body()).contains("Screen O7", "Log in with the new certificate");
  }

  @Test
  void whoHoldsACertificateDoesNotAcquireAndWhoHoldsNoneDoesNotRenew() throws Exception {
    Person person = site.user(site.corporation(), "user1");
    assertThat(person.post("/acquire", new PageForm(List.of())).leads()).isEqualTo("/kita/");
    Newcomer newcomer = newcomer();
    assertThat(newcomer.browser().post(newcomer.host(), "/kita/renew", Map.of()).leads())
        .isEqualTo("/kita/");
  }
}
