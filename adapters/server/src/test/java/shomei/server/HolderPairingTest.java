package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.server.PairingPagesTest.code;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.pairing.Pairing;
import shomei.domain.pairing.PairingId;
import shomei.domain.pairing.ReportProgress.Report;
import shomei.server.Browser.Answer;
import shomei.server.PagesSite.Person;

/// C4 to C7, and the acquisition of whoever is logged in with ID and PIN.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HolderPairingTest {
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

  private static String leads(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(303);
    return answer.header("location").orElseThrow();
  }

  /// Somebody with a certificate, logged in.
  private Person holder() throws Exception {
    return site.user(site.corporation(), "user1");
  }

  /// The same with a certificate whose renewal is open.
  ///
  /// @param acquired how it was come by
  private record Due(Person person, Pc.Ready acquired) {}

  private Due due() throws Exception {
    String seat = site.without(site.corporation(), "user1");
    Pc.Ready acquired = site.pc().ready(seat, PagesSite.PIN);
    Pc.Held held = new Pc.Held(acquired.key(), site.pc().finish(acquired));
    site.clock.forward(Duration.ofDays(340));
    return new Due(site.logIn(seat, "user", held), acquired);
  }

  /// Presses *Renew*.
  ///
  /// @return the address of the page, below the bank's path
  private static String renew(Person person) throws IOException {
    return leads(person.post("/renew", new PageForm(List.of()))).substring("/kita".length());
  }

  @Test
  void theNoticeAndTheHomePageAreDoorsToTheRenewal() throws Exception {
    Person person = due().person();
    Answer notice = person.get("/renewal");
    assertThat(notice.body()).contains("画面番号：C3", "証明書を更新する", "次回のログインまで後回しにする");
    assertThat(person.get("/").body()).contains("action=\"/kita/renew\"");
    String page =
        leads(person.post("/renew", PageForm.of(notice, "/kita/renew")))
            .substring("/kita".length());
    assertThat(person.get(page).body())
        .contains("画面番号：C4", "連絡を待っています", "次回のログインまで後回しにする")
        .contains("shomei://localhost:" + site.site().acmePort() + "/kita/");
  }

  @Test
  void theToolThatWaitsForTheSeatIsSentForAndBeginsWithoutAsking() throws Exception {
    Person person = holder();
    PlayedTool tool = site.toolOf(person, "PC-<123>");
    String page = renew(person);
    assertThat(person.get(page).body()).doesNotContain("PC-");
    assertThat(tool.waits()).isEmpty();
    Answer found = person.get(page);
    assertThat(found.body())
        .contains("画面番号：C4", "起動中の専用アプリが見つかりました", "PC-&lt;123&gt;（taro）で更新する")
        .contains("別のパソコンで行うとき");
    PageForm run = PageForm.of(found, "/kita/renew");
    String sent = leads(person.post("/renew", run)).substring("/kita".length());
    assertThat(sent).isNotEqualTo(page);
    assertThat(person.get(sent).body()).contains("画面番号：C4", "まもなく始まります", "PC-&lt;123&gt;");
    PairingId pairing = tool.waits().orElseThrow();
    assertThat(sent).endsWith(pairing.toString());
    assertThat(tool.confirms(pairing).wanted().from()).isEqualTo(Pairing.Opener.HOLDER);
    tool.processes(pairing, 2);
    assertThat(person.get(sent).body()).contains("画面番号：C5", "2 段階目");
  }

  @Test
  void onlyToolsOfThatSeatAreShown() throws Exception {
    Person person = holder();
    PlayedTool one = site.toolOf(person, "PC-ONE");
    one.waits();
    String page = renew(person);
    String before = person.get(page).body();
    assertThat(before).contains("PC-ONE");
    Person elsewhere = holder();
    site.toolOf(elsewhere, "PC-ELSEWHERE").waits();
    site.tool("PC-NOBODYS").waits();
    assertThat(person.get(page).body()).doesNotContain("PC-ELSEWHERE", "PC-NOBODYS");
  }

  @Test
  void aDoubleClickSendsTheToolToOnePage() throws Exception {
    Person person = holder();
    PlayedTool tool = site.toolOf(person, "PC-5");
    tool.waits();
    String page = renew(person);
    PageForm run = PageForm.of(person.get(page), "/kita/renew");
    Set<String> pages = new HashSet<>();
    for (Answer answer : Browser.together(() -> person.post("/renew", run))) {
      pages.add(leads(answer));
    }
    assertThat(pages).hasSize(1);
    assertThat(pages.iterator().next()).endsWith(tool.waits().orElseThrow().toString());
    assertThat(leads(person.post("/renew", run))).as("back, and again").isIn(pages);
  }

  @Test
  void aToolThatWentAwayLeavesThePageAsItWas() throws Exception {
    Person person = holder();
    site.toolOf(person, "PC-6").waits();
    String page = renew(person);
    PageForm run = PageForm.of(person.get(page), "/kita/renew");
    site.clock.forward(Duration.ofSeconds(41));
    assertThat(leads(person.post("/renew", run))).isEqualTo("/kita" + page);
    assertThat(person.get(page).body())
        .contains("アプリが起動していないようです", "pairingcode")
        .doesNotContain("PC-6");
    site.toolOf(person, "PC-6").waits();
    assertThat(leads(person.post("/renew", run))).isNotEqualTo("/kita" + page);
  }

  @Test
  void whoeverAcquiresByIdSeesNoToolsThatWait() throws Exception {
    Person person = holder();
    site.toolOf(person, "PC-SECRET").waits();
    Browser anybody = new Browser(Optional.empty());
    Answer began =
        anybody.post(
            site.open(),
            "/kita/acquire",
            Map.of("door", "user", "contract", person.contract(), "user", "user1"));
    assertThat(anybody.get(site.open(), leads(began)).body())
        .contains("連絡を待っています")
        .doesNotContain("PC-SECRET");
  }

  @Test
  void aRenewalEndsTheSessionAndThePageStillTellsHowToLogIn() throws Exception {
    Due due = due();
    Person person = due.person();
    PlayedTool tool = site.toolOf(person, "PC-7");
    tool.waits();
    String page = renew(person);
    String sent =
        leads(person.post("/renew", PageForm.of(person.get(page), "/kita/renew")))
            .substring("/kita".length());
    PairingId pairing = tool.waits().orElseThrow();
    tool.confirms(pairing);
    var renewed = Pc.renew(due.acquired(), person.held().certificate());
    assertThat(person.get("/").status()).as("the session is over").isEqualTo(403);
    tool.has(pairing, new Pc.Held(due.acquired().key(), renewed));
    Answer complete = person.get(sent);
    assertThat(complete.status()).isEqualTo(200);
    assertThat(complete.body())
        .contains("画面番号：C7", renewed.getSerialNumber().toString(16), "~/.pki/nssdb")
        .contains("href=\"https://" + site.open() + "/kita/login?door=user\"", "閉じずに")
        .contains("これまでの証明書でのログインは終了しました");
  }

  @Test
  void nobodyElseSendsForTheTool() throws Exception {
    Person person = holder();
    PlayedTool tool = site.toolOf(person, "PC-8");
    tool.waits();
    String page = renew(person);
    PageForm run = PageForm.of(person.get(page), "/kita/renew");
    Person other = holder();
    tool.waits();
    assertThat(leads(other.post("/renew", run))).as("a page of its own").isNotEqualTo(page);
    Browser withoutSession = new Browser(Optional.of(person.held()));
    assertThat(withoutSession.post(person.host(), "/kita/renew", run).status()).isEqualTo(403);
    assertThat(
            person
                .browser()
                .post(person.host(), "/kita/renew", run, "Origin: https://evil.example")
                .status())
        .isEqualTo(403);
    assertThat(tool.waits()).isEmpty();
  }

  @Test
  void anApplicationThatWantedTheLoginIsGoneBackToAfterwards() throws Exception {
    Person person = due().person();
    Answer notice = person.get("/renewal?then=client_id%3Dx");
    String page = leads(person.post("/renew", PageForm.of(notice, "/kita/renew")));
    assertThat(page).endsWith("?then=client_id%3Dx");
    assertThat(person.get(page.substring("/kita".length())).body())
        .contains("href=\"/kita/authorize/resume?client_id=x\"");
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
    leads(browser.post(host, "/kita/login/id", form));
    return new Newcomer(seat, browser, host);
  }

  private static String acquire(Newcomer newcomer) throws IOException {
    PageForm form = PageForm.of(newcomer.get("/kita/"), "/kita/acquire");
    return leads(newcomer.browser().post(newcomer.host(), "/kita/acquire", form));
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
      assertThat(leads(answer)).isEqualTo(page);
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
    leads(newcomer.browser().post(newcomer.host(), page + "/cancel", Map.of()));
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
    leads(other.browser().post(other.host(), page + "/confirm", right));
    leads(newcomer.browser().post(newcomer.host(), page + "/confirm", wrong));
    leads(newcomer.browser().post(newcomer.host(), page + "/confirm", Map.of("number", "x")));
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
    leads(newcomer.browser().post(newcomer.host(), page + "/confirm", right));
    assertThat(tool.handed(pairing)).isPresent();
  }

  @Test
  void theCertificateEndsTheLoginWithThePinAndThePageGoesOn() throws Exception {
    Newcomer newcomer = newcomer();
    String page = acquire(newcomer);
    PlayedTool tool = site.tool("PC-11");
    PairingId pairing = tool.takes(code(newcomer.get(page)));
    leads(
        newcomer
            .browser()
            .post(
                newcomer.host(),
                page + "/confirm",
                PageForm.of(newcomer.get(page), page + "/confirm")));
    Pc.Ready ready = site.pc().ready(newcomer.seat(), PagesSite.PIN);
    tool.has(pairing, new Pc.Held(ready.key(), site.pc().finish(ready)));
    assertThat(newcomer.get("/kita/").body()).contains("取得した証明書でログインしてください");
    Answer complete = newcomer.browser().get(newcomer.host(), page, ENGLISH);
    assertThat(complete.body()).contains("Screen O7", "Log in with the new certificate");
  }

  @Test
  void whoHoldsACertificateDoesNotAcquireAndWhoHoldsNoneDoesNotRenew() throws Exception {
    Person person = holder();
    assertThat(leads(person.post("/acquire", new PageForm(List.of())))).isEqualTo("/kita/");
    Newcomer newcomer = newcomer();
    assertThat(leads(newcomer.browser().post(newcomer.host(), "/kita/renew", Map.of())))
        .isEqualTo("/kita/");
  }

  @Test
  void theToolThatRefusesIsSaidAndTheRenewalBeginsAnew() throws Exception {
    Person person = holder();
    PlayedTool tool = site.toolOf(person, "PC-12");
    String page = renew(person);
    PairingId pairing = tool.takes(code(person.get(page)));
    assertThat(person.get(page).body()).contains("アプリの「実行」を押してください");
    tool.reports(pairing, new Report.Refused());
    Answer refused = person.get(page);
    assertThat(refused.body()).contains("画面番号：C6", "取りやめました");
    String again = leads(person.post("/renew", PageForm.of(refused, "/kita/renew")));
    assertThat(again).isNotEqualTo("/kita" + page);
  }
}
