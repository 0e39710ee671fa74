package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.history.Act;
import shomei.domain.kernel.InstitutionId;
import shomei.server.Browser.Answer;

/// The pages of the running server, over real TLS and PostgreSQL.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PagesTest {
  private static final String PIN = "1234abcd";

  private final MovableClock clock = new MovableClock();
  private int users;
  private int labels;
  private Site site;
  private Adapters adapters;
  private Server server;
  private Pc pc;
  private String open;
  private int port;

  @BeforeAll
  @SuppressWarnings("NullAway.Init") // started before all tests
  void start(@TempDir Path folder) throws Exception {
    site = Site.in(folder, clock);
    Site.PagesPorts ports =
        site.withPages(
            """
            {kita: {noticeJa: "平日 7時から", contactJa: "窓口 <1>"}, \
            minami: {publicUrl: "https://minami.example", signedInUrl: "https://login.minami.example"}}""");
    port = ports.signedIn();
    open = "localhost:" + ports.open();
    site.found();
    site.foundMinami();
    add("corporation", "add", "12345678901234", "--name", "Suzuki");
    adapters = ServerTest.adapters(site, clock);
    server = Server.start(adapters);
    pc = new Pc(site);
  }

  @AfterAll
  void stop() {
    pc.close();
    server.close();
    adapters.close();
  }

  private void add(String... command) {
    ServerTest.must(
        site.runWith(
            Site.PINS,
            Stream.concat(
                    Arrays.stream(command),
                    Stream.of("-i", "kita", "--mail", "sato@suzuki.example", "--pin-file", "-"))
                .toArray(String[]::new)));
  }

  private record User(String seat, Pc.Held held) {}

  private User user() throws Exception {
    String id = "user" + ++users;
    add("user", "add", "--keep-pin", "12345678901234", id, "--name", "Sato <b>");
    String seat = "12345678901234/" + id;
    Pc.Ready ready = pc.ready(seat, PIN);
    return new User(seat, new Pc.Held(ready.key(), pc.finish(ready)));
  }

  private String freshHost() {
    return "label%04d.login.localhost:%d".formatted(++labels, port);
  }

  private long told(String seat, Act act) {
    return adapters
        .database()
        .history()
        .history()
        .on(new InstitutionId("kita"), "subscriber:" + seat)
        .stream()
        .filter(entry -> entry.act() == act)
        .count();
  }

  @Test
  void theEntranceSpeaksTheReadersLanguageAndKeepsWhatWasChosen() throws Exception {
    Browser browser = new Browser(Optional.empty());
    assertThat(browser.get(open, "/kita/").body())
        .contains("北銀行", "lang=\"ja\"", "平日 7時から", "窓口 &lt;1&gt;");
    Answer english = browser.get(open, "/kita/", "Accept-Language: en-GB,en;q=0.9");
    assertThat(english.body()).contains("Kita Bank", "lang=\"en\"").doesNotContain("窓口");
    Answer chosen = browser.get(open, "/kita/?lang=en&size=large");
    assertThat(chosen.status()).isEqualTo(303);
    assertThat(chosen.header("location")).contains("/kita/");
    assertThat(browser.get(open, "/kita/").body()).contains("lang=\"en\" class=\"large\"");
  }

  @Test
  void everyAnswerHasTheHeadersThatKeepOthersOut() throws Exception {
    Browser browser = new Browser(Optional.empty());
    for (String path : List.of("/kita/", "/kita/nothing", "/nobody/", "/kita/login", "/x?y=%zz")) {
      Answer answer = browser.get(open, path);
      assertThat(answer.header("content-security-policy").orElse(""))
          .as(path)
          .contains("default-src 'none'", "frame-ancestors 'none'");
      assertThat(answer.headers().get("x-content-type-options")).containsExactly("nosniff");
      assertThat(answer.header("referrer-policy")).contains("same-origin");
      assertThat(answer.header("x-frame-options")).contains("DENY");
      assertThat(answer.header("strict-transport-security")).as("at localhost").isEmpty();
      assertThat(answer.body()).doesNotContain("<script>", "style=", "Exception");
    }
    assertThat(
            browser
                .get("minami.example:" + open.split(":")[1], "/")
                .header("strict-transport-security"))
        .isPresent();
  }

  @Test
  void anInstitutionIsFoundByPathOrByItsOwnHostAndNowhereElse() throws Exception {
    Browser browser = new Browser(Optional.empty());
    String port = open.split(":")[1];
    assertThat(browser.get("minami.example:" + port, "/").body()).contains("みなみ銀行");
    assertThat(browser.get(open, "/minami/").status()).isEqualTo(404);
    assertThat(browser.get("minami.example:" + port, "/kita/").status()).isEqualTo(404);
    assertThat(browser.get("evil.example:" + port, "/kita/").status()).isEqualTo(404);
    assertThat(browser.get(open, "/login").status()).isEqualTo(404);
    String css = browser.get(open, "/kita/").body().split("href=\"/assets/", 2)[1].split("\"")[0];
    assertThat(browser.get(open, "/assets/" + css).header("content-type"))
        .contains("text/css; charset=utf-8");
  }

  @Test
  void eachLoginIsAtAHostThatTheBrowserHasNotBeenAt() throws Exception {
    Browser browser = new Browser(Optional.empty());
    String first = browser.get(open, "/kita/login?door=user").header("location").orElseThrow();
    String second = browser.get(open, "/kita/login?door=user").header("location").orElseThrow();
    assertThat(first).matches("https://[0-9a-f]{20}\\.login\\.localhost:" + port + "/kita/login.*");
    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void withoutACertificateFourCausesAreToldAndNoIdIsAsked() throws Exception {
    Answer why = new Browser(Optional.empty()).get(freshHost(), "/kita/login?door=user");
    assertThat(why.status()).isEqualTo(200);
    assertThat(why.body()).contains("O10", "有効期限が切れている", "キャンセル").doesNotContain("<input");
  }

  @Test
  void certificateAndPinLeadHomeAndLogoutLeadsOut() throws Exception {
    User user = user();
    Browser browser = new Browser(Optional.of(user.held()));
    String host = freshHost();
    assertThat(browser.get(host, "/kita/").status()).isEqualTo(403);
    Answer page = browser.get(host, "/kita/login?door=user");
    assertThat(page.body()).contains("12345678901234 user" + users);
    Answer in = browser.logIn(host, PIN);
    assertThat(in.header("set-cookie").orElse(""))
        .contains("Path=/; Secure; HttpOnly; SameSite=Strict");
    assertThat(browser.get(host, "/kita/renewal").header("location")).contains("/kita/");
    Answer home = browser.get(host, "/kita/");
    assertThat(home.status()).isEqualTo(200);
    assertThat(home.body())
        .contains("C8", "127.0.0.1", "ログインしました", "Sato &lt;b&gt;")
        .doesNotContain("<b>");
    assertThat(browser.post(host, "/kita/logout", Map.of()).header("location"))
        .contains("/kita/goodbye");
    assertThat(browser.get(host, "/kita/goodbye").body()).contains("C12");
    assertThat(browser.get(host, "/kita/").status()).isEqualTo(403);
    assertThat(told(user.seat(), Act.LOGGED_IN)).isOne();
    assertThat(told(user.seat(), Act.SESSION_ENDED)).isOne();
  }

  @Test
  void revocationCountsWithTheNextRequestAlsoOnAResumedTlsSession() throws Exception {
    User user = user();
    Browser browser = new Browser(Optional.of(user.held()));
    String host = freshHost();
    browser.logIn(host, PIN);
    assertThat(browser.get(host, "/kita/").status()).isEqualTo(200);
    int proofs = browser.proofs();
    site.must("certificate", "revoke", user.held().certificate().getSerialNumber().toString(16));
    Answer over = browser.get(host, "/kita/");
    assertThat(over.status()).isEqualTo(403);
    assertThat(over.body()).contains("失効したため");
    assertThat(browser.proofs()).as("the TLS session was resumed").isEqualTo(proofs);
    Answer why = browser.get(freshHost(), "/kita/login?door=user");
    assertThat(why.body()).contains("証明書は失効しています", "銀行が失効させました", "自社の管理者");
  }

  @Test
  void aStolenCookieIsWorthNothing() throws Exception {
    User user = user();
    for (boolean sameHost : new boolean[] {true, false}) {
      Browser browser = new Browser(Optional.of(user.held()));
      String host = freshHost();
      browser.logIn(host, PIN);
      Browser thief = sameHost ? new Browser(Optional.empty()) : browser;
      String where = sameHost ? host : freshHost();
      thief.cookies.put(where, new HashMap<>(browser.cookies.get(host)));
      assertThat(thief.get(where, "/kita/").status()).isEqualTo(403);
      assertThat(browser.get(host, "/kita/").status()).as("it is over").isEqualTo(403);
    }
    assertThat(told(user.seat(), Act.SESSION_ENDED)).isEqualTo(2);
  }

  @Test
  void aFormFromElsewhereHasNoEffect() throws Exception {
    User user = user();
    Browser browser = new Browser(Optional.of(user.held()));
    String host = freshHost();
    Answer page = browser.get(host, "/kita/login?door=user");
    for (String[] headers :
        List.of(
            new String[] {},
            new String[] {"Origin: https://evil.example"},
            new String[] {"Origin: null"},
            new String[] {"Origin: https://" + freshHost()},
            new String[] {"Origin: https://" + host, "Sec-Fetch-Site: same-site"})) {
      assertThat(browser.post(host, "/kita/login", page.filled("wrong"), headers).status())
          .as(Arrays.toString(headers))
          .isEqualTo(403);
    }
    assertThat(told(user.seat(), Act.PIN_WRONG)).isZero();
    browser.logIn(host, PIN);
    assertThat(browser.post(host, "/kita/logout", Map.of(), "Origin: null").status())
        .isEqualTo(403);
    assertThat(browser.get(host, "/kita/").status()).isEqualTo(200);
  }

  @Test
  void aDoubleClickIsOneLoginAndOneWrongPin() throws Exception {
    User user = user();
    Browser browser = new Browser(Optional.of(user.held()));
    String host = freshHost();
    Answer page = browser.get(host, "/kita/login?door=user");
    assertThat(Browser.together(() -> browser.post(host, "/kita/login", page.filled("wrong"))))
        .allMatch(answer -> answer.status() == 422 && answer.body().contains("暗証番号が違います"));
    assertThat(told(user.seat(), Act.PIN_WRONG)).isOne();
    List<Answer> answers =
        Browser.together(() -> browser.post(host, "/kita/login", page.filled(PIN)));
    assertThat(answers).allMatch(answer -> answer.status() == 303);
    assertThat(answers.stream().map(answer -> answer.header("set-cookie")).distinct()).hasSize(1);
    assertThat(told(user.seat(), Act.LOGGED_IN)).isOne();
  }

  @Test
  void twoTabsDoNotTrapEachOther() throws Exception {
    User user = user();
    Browser browser = new Browser(Optional.of(user.held()));
    String host = freshHost();
    Answer first = browser.get(host, "/kita/login?door=user");
    Answer second = browser.get(host, "/kita/login?door=user");
    assertThat(browser.post(host, "/kita/login", first.filled(PIN)).status()).isEqualTo(303);
    assertThat(browser.post(host, "/kita/login", second.filled(PIN)).status()).isEqualTo(303);
    assertThat(browser.get(host, "/kita/").status()).isEqualTo(200);
    String other = freshHost();
    browser.logIn(other, PIN);
    assertThat(browser.get(host, "/kita/").status()).isEqualTo(200);
    assertThat(browser.get(other, "/kita/").status()).isEqualTo(200);
  }

  @Test
  void aTemporaryPinIsChangedOnTheWayIn() throws Exception {
    User user = user();
    ServerTest.must(
        site.runWith(
            "4321dcba\n", "subscriber", "reset-pin", "-i", "kita", user.seat(), "--pin-file", "-"));
    Browser browser = new Browser(Optional.of(user.held()));
    String host = freshHost();
    Answer page = browser.get(host, "/kita/login?door=user");
    Answer change = browser.post(host, "/kita/login", page.filled("4321dcba"));
    assertThat(change.body()).contains("C2");
    assertThat(browser.get(host, "/kita/").status()).isEqualTo(403);
    Answer unlike = change(browser, host, change, "new12345", "new12346");
    assertThat(unlike.body()).contains("一致していません");
    Answer same = change(browser, host, unlike, "4321dcba", "4321dcba");
    assertThat(same.body()).contains("仮の暗証番号と違うもの");
    Answer bad = change(browser, host, same, "ab", "ab");
    assertThat(bad.status()).isEqualTo(422);
    assertThat(change(browser, host, bad, "new12345", "new12345").status()).isEqualTo(303);
    assertThat(browser.get(host, "/kita/").status()).isEqualTo(200);
  }

  private static Answer change(
      Browser browser, String host, Answer page, String next, String repeated) throws Exception {
    return browser.post(
        host,
        "/kita/pin",
        Map.of(
            "form",
            page.form(),
            "door",
            "user",
            "pin",
            "4321dcba",
            "new",
            next,
            "repeated",
            repeated));
  }

  @Test
  void renewalIsOfferedAtEveryLoginFromTheDayOnWhichItOpens() throws Exception {
    User user = user();
    clock.forward(Duration.ofDays(340));
    Browser browser = new Browser(Optional.of(user.held()));
    for (int login = 0; login < 2; login++) {
      String host = freshHost();
      browser.logIn(host, PIN);
      Answer notice = browser.get(host, "/kita/renewal");
      assertThat(notice.status()).isEqualTo(200);
      assertThat(notice.body()).contains("C3", "/kita/renew", "次回のログインまで後回し");
    }
    clock.forward(Duration.ofDays(30));
    Answer expired = browser.get(freshHost(), "/kita/login?door=user");
    assertThat(expired.body()).contains("有効期限が切れています");
  }

  @Test
  void theWrongDoorAndAnotherInstitutionAreSentWhereTheyBelong() throws Exception {
    User user = user();
    Browser browser = new Browser(Optional.of(user.held()));
    Answer door = browser.get(freshHost(), "/kita/login?door=administrator");
    assertThat(door.status()).isEqualTo(403);
    assertThat(door.body()).contains("利用者の証明書です", "/kita/login?door=user");
    Answer other = browser.get("login.minami.example:" + port, "/login?door=user");
    assertThat(other.body()).contains("ほかの金融機関の証明書です").doesNotContain("Sato");
  }

  @Test
  void withAnIdOnlyWhereThePolicyAllowsAndNoCertificateIsHeld() throws Exception {
    String id = "user" + ++users;
    add("user", "add", "--keep-pin", "12345678901234", id, "--name", "Sato");
    Browser browser = new Browser(Optional.empty());
    String host = freshHost();
    Answer page = browser.get(host, "/kita/login/id");
    Map<String, String> form =
        Map.of("form", page.form(), "contract", "12345678901234", "user", id, "pin", PIN);
    assertThat(browser.post(host, "/kita/login/id", form).status()).isEqualTo(303);
    assertThat(browser.get(host, "/kita/").body()).contains("証明書をまだお持ちではありません");
    User holder = user();
    Map<String, String> held = new HashMap<>(form);
    held.put("user", holder.seat().split("/")[1]);
    assertThat(browser.post(host, "/kita/login/id", held).body()).contains("証明書をお持ちの方は");
    assertThat(browser.get("login.minami.example:" + port, "/login/id").status()).isEqualTo(404);
  }

  @Test
  void aHandshakeNamesTheCasOfWhoIsAtTheHostANewGenerationToo() throws Exception {
    String minami = "login.minami.example:" + port;
    assertThat(Browser.named(freshHost(), "/kita/login"))
        .isNotEmpty()
        .allMatch(n -> n.contains("Kita"));
    List<String> before = Browser.named(minami, "/login");
    assertThat(before).isNotEmpty().allMatch(name -> name.contains("Minami"));
    site.must("ca", "create", "-i", "minami");
    server.runSchedule();
    assertThat(Browser.named(minami, "/login")).hasSize(before.size() + 1).containsAll(before);
  }
}
