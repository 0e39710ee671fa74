package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shomei.server.PairingPagesTest.code;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
import shomei.domain.kernel.Refusal;
import shomei.domain.pairing.Pairing;
import shomei.domain.pairing.PairingId;
import shomei.domain.pairing.ReportProgress.Report;
import shomei.server.Browser.Answer;
import shomei.server.PagesSite.Person;

/// C4 to C7, for whoever holds a certificate.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HolderPairingTest {
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
    return person.post("/renew", new PageForm(List.of())).leads().substring("/kita".length());
  }

  @Test
  void theNoticeAndTheHomePageAreDoorsToTheRenewal() throws Exception {
    Person person = due().person();
    Answer notice = person.get("/renewal");
    assertThat(notice.body()).contains("画面番号：C3", "証明書を更新する", "次回のログインまで後回しにする");
    assertThat(person.get("/").body()).contains("action=\"/kita/renew\"");
    String page =
        person
            .post("/renew", PageForm.of(notice, "/kita/renew"))
            .leads()
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
    // not "PC-" alone: the page has a pairing code, as QWPC-4J7K
    assertThat(person.get(page).body()).doesNotContain("PC-&lt;", "PC-<");
    assertThat(tool.waits()).isEmpty();
    Answer found = person.get(page);
    assertThat(found.body())
        .contains("画面番号：C4", "起動中の専用アプリが見つかりました", "PC-&lt;123&gt;（taro）で更新する")
        .contains("別のパソコンで行うとき");
    PageForm run = PageForm.of(found, "/kita/renew");
    String sent = person.post("/renew", run).leads().substring("/kita".length());
    assertThat(sent).as("the page that is there goes on").isEqualTo(page);
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
      pages.add(answer.leads());
    }
    assertThat(pages).hasSize(1);
    assertThat(pages.iterator().next()).endsWith(tool.waits().orElseThrow().toString());
    assertThat(person.post("/renew", run).leads()).as("back, and again").isIn(pages);
  }

  @Test
  void aToolThatWentAwayLeavesThePageAsItWas() throws Exception {
    Person person = holder();
    site.toolOf(person, "PC-6").waits();
    String page = renew(person);
    PageForm run = PageForm.of(person.get(page), "/kita/renew");
    site.clock.forward(Duration.ofSeconds(41));
    assertThat(person.post("/renew", run).leads()).isEqualTo("/kita" + page);
    assertThat(person.get(page).body())
        .contains("アプリが起動していないようです", "pairingcode")
        .doesNotContain("PC-6");
    site.toolOf(person, "PC-6").waits();
    assertThat(person.post("/renew", run).leads()).isEqualTo("/kita" + page);
    assertThat(person.get(page).body()).contains("まもなく始まります", "PC-6");
  }

  /// Each is the tool of an account of its own: the certificate of the one, and the renewed one of
  /// the other.
  @Test
  void ofTwoToolsOfTheSeatEachIsNamedWithItsPcAndUserAndTheChosenAloneIsSentFor() throws Exception {
    Due due = due();
    Pc.Held renewed = site.pc().renewElsewhere(due.acquired(), due.person().held().certificate());
    Person person = site.logIn(due.person().seat(), "user", renewed);
    PlayedTool older = site.toolOf(due.person(), "PC-1", "taro");
    PlayedTool chosen = site.toolOf(person, "PC-1", "hanako");
    older.waits();
    chosen.waits();
    String page = renew(person);
    Answer found = person.get(page);
    assertThat(found.body()).contains("PC-1（taro）で更新する", "PC-1（hanako）で更新する");
    PageForm run = PageForm.of(found, "/kita/renew").with("tool", chosen.account().toString());
    assertThat(person.post("/renew", run).leads()).isEqualTo("/kita" + page);
    assertThat(person.get(page).body()).contains("まもなく始まります", "hanako").doesNotContain("taro");
    assertThat(older.waits()).isEmpty();
    assertThat(chosen.waits())
        .map(PairingId::toString)
        .hasValueSatisfying(id -> assertThat(page).endsWith(id));
    PageForm late = run.with("tool", older.account().toString());
    assertThat(person.post("/renew", late).leads()).isEqualTo("/kita" + page);
    assertThat(older.waits()).as("too late to choose the other").isEmpty();
  }

  @Test
  void theCodeOfAPageThatWasRunLeadsNobodyThere() throws Exception {
    Person person = holder();
    PlayedTool tool = site.toolOf(person, "PC-13");
    tool.waits();
    String page = renew(person);
    Answer found = person.get(page);
    String code = code(found);
    person.post("/renew", PageForm.of(found, "/kita/renew")).leads();
    assertThat(person.get(page).body()).doesNotContain("pairingcode");
    assertThatThrownBy(() -> site.tool("PC-OTHER").takes(code)).isInstanceOf(Refusal.class);
    assertThat(page).endsWith(tool.waits().orElseThrow().toString());
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
    assertThat(anybody.get(site.open(), began.leads()).body())
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
        person
            .post("/renew", PageForm.of(person.get(page), "/kita/renew"))
            .leads()
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
    assertThat(other.post("/renew", run).leads()).as("a page of its own").isNotEqualTo(page);
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
    String page = person.post("/renew", PageForm.of(notice, "/kita/renew")).leads();
    assertThat(page).endsWith("?then=client_id%3Dx");
    assertThat(person.get(page.substring("/kita".length())).body())
        .contains("href=\"/kita/authorize/resume?client_id=x\"");
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
    String again = person.post("/renew", PageForm.of(refused, "/kita/renew")).leads();
    assertThat(again).isNotEqualTo("/kita" + page);
  }
}
