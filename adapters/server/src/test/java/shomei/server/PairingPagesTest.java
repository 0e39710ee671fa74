package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.kernel.Refusal;
import shomei.domain.pairing.PairingId;
import shomei.domain.pairing.ReportProgress.Report;
import shomei.server.Browser.Answer;

/// O2 to O7: whoever acquires by ID meets the tool, over real TLS and PostgreSQL.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PairingPagesTest {
  private static final Pattern CODE = Pattern.compile("pairingcode\">([A-Z2-9]{4}-[A-Z2-9]{4})<");
  private static final String ENGLISH = "Accept-Language: en";

  private PagesSite site;
  private String open;

  @BeforeAll
  @SuppressWarnings("NullAway.Init") // started before all tests
  void start(@TempDir Path folder) throws Exception {
    site = new PagesSite(folder);
    open = site.open();
  }

  @AfterAll
  void stop() {
    site.close();
  }

  private static Browser browser() throws Exception {
    return new Browser(Optional.empty());
  }

  /// Opens a pairing for a user's certificate.
  ///
  /// @return the address of its page
  private String begin(Browser browser, String contract, String user) throws IOException {
    PageForm form =
        PageForm.of(browser.get(open, "/kita/acquire?door=user"), "/kita/acquire")
            .with("contract", contract)
            .with("user", user);
    return browser.post(open, "/kita/acquire", form).leads();
  }

  static String code(Answer page) {
    Matcher code = CODE.matcher(page.body());
    assertThat(code.find()).as(page.body()).isTrue();
    return code.group(1);
  }

  @Test
  void whoeverTypesAnIdIsLedToAPageThatSaysHowToStartTheTool() throws Exception {
    Browser browser = browser();
    String page = begin(browser, "  20000000000099 ", " nobody\t");
    Answer japanese = browser.get(open, page);
    assertThat(japanese.status()).isEqualTo(200);
    assertThat(japanese.body())
        .contains("画面番号：O4", "連絡を待っています", "再読み込み・閉じる", "証明書の保存先は、アプリの画面で選びます");
    String code = code(japanese);
    assertThat(japanese.body())
        .contains(
            "href=\"shomei://localhost:%d/kita/%s\""
                .formatted(site.site().acmePort(), code.replace("-", "")));
    Answer english = browser.get(open, page, ENGLISH);
    assertThat(english.body()).contains("Waiting for the client app", "Screen O4", code);
    assertThat(page).doesNotContain(code.replace("-", ""));
  }

  @Test
  void nothingTellsWhetherAnIdExists() throws Exception {
    String contract = site.corporation();
    String user = site.without(contract, "known").split("/")[1];
    Browser browser = browser();
    String known = browser.get(open, begin(browser, contract, user)).body();
    String unknown = browser.get(open, begin(browser, "20000000000098", "unknown")).body();
    assertThat(bare(unknown)).isEqualTo(bare(known));
  }

  private static String bare(String body) {
    return body.replaceAll("[0-9a-f-]{36}|[A-Z2-9]{8}|[A-Z2-9]{4}-[A-Z2-9]{4}|表示時刻[^<]*", "");
  }

  @Test
  void whatCannotBeAnIdIsSaidAtItsFieldAndStaysThere() throws Exception {
    Browser browser = browser();
    Map<String, String> typed = Map.of("door", "user", "contract", "123-<b>", "user", "");
    Answer wrong = browser.post(open, "/kita/acquire", typed);
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body())
        .contains("画面番号：O3", "href=\"#contract\"", "id=\"contract-error\"", "href=\"#user\"")
        .contains("value=\"123-&lt;b")
        .doesNotContain("<b>");
    Answer administrator =
        browser.post(open, "/kita/acquire", Map.of("door", "administrator", "contract", " "));
    assertThat(administrator.body())
        .contains("画面番号：O2", "href=\"#contract\"")
        .doesNotContain("name=\"user\"");
    assertThat(
            browser
                .post(open, "/kita/acquire", Map.of("door", "administrator", "contract", "1x"))
                .status())
        .isEqualTo(303);
  }

  @Test
  void whereOneIdNamesTheSeatOneIsAskedFor() throws Exception {
    Browser browser = browser();
    String host = site.openOfMinami();
    Answer page = browser.get(host, "/acquire");
    assertThat(page.body()).contains("ログイン ID").doesNotContain("name=\"user\"", "/login?door=id");
    assertThat(browser.post(host, "/acquire", Map.of("contract", "0501D00601")).status())
        .isEqualTo(422);
    Answer began = browser.post(host, "/acquire", Map.of("contract", "0501D00601S "));
    assertThat(began.status()).isEqualTo(303);
    assertThat(browser.get(host, began.header("location").orElseThrow()).body())
        .contains(
            "/minami/"
                + code(browser.get(host, began.header("location").orElseThrow())).replace("-", ""));
  }

  @Test
  void wherePolicyLetsThemInWithoutACertificateTheyAreToldOfThatWayToo() throws Exception {
    assertThat(browser().get(open, "/kita/acquire?door=administrator").body())
        .contains("/kita/login?door=id", "先に ID と仮の暗証番号で");
  }

  @Test
  void reloadBackAndReopeningAreHarmlessAndTwoTabsHaveTheirOwn() throws Exception {
    Browser browser = browser();
    String first = begin(browser, "20000000000099", "first");
    String second = begin(browser, "20000000000099", "second");
    String code = code(browser.get(open, first));
    assertThat(code(browser.get(open, first))).as("reload").isEqualTo(code);
    assertThat(code(browser.get(open, second))).isNotEqualTo(code);
    PlayedTool tool = site.tool("PC-1");
    tool.takes(code);
    assertThat(browser.get(open, first).body()).contains("PC-1");
    assertThat(browser.get(open, second).body()).doesNotContain("PC-1");
  }

  @Test
  void anotherBrowserIsToldNothing() throws Exception {
    Browser browser = browser();
    String page = begin(browser, "20000000000099", "mine");
    Browser other = browser();
    begin(other, "20000000000099", "other");
    String never = page.substring(0, page.length() - 36) + "00000000-0000-7000-8000-000000000000";
    for (Browser stranger : List.of(browser(), other)) {
      Answer answer = stranger.get(open, page);
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body()).contains("始めたときと同じブラウザ").doesNotContain("pairingcode");
      assertThat(bare(answer.body())).isEqualTo(bare(stranger.get(open, never).body()));
      assertThat(stranger.post(open, page + "/cancel", Map.of()).status()).isEqualTo(303);
    }
    assertThat(browser.get(open, page).body()).as("not cancelled").contains("pairingcode");
  }

  @Test
  void thePageGoesOnAsTheToolDoes() throws Exception {
    String seat = site.without(site.corporation(), "user1");
    Browser browser = browser();
    String page = begin(browser, seat.split("/")[0], "user1");
    String code = code(browser.get(open, page));
    site.clock.forward(Duration.ofSeconds(11));
    assertThat(browser.get(open, page).body())
        .contains("アプリが起動していないようです", "スタートメニュー", "「ファイル」を選び", code);

    PlayedTool tool = site.tool("PC-<123>");
    PairingId pairing = tool.takes(code.toLowerCase(Locale.ROOT));
    assertThat(browser.get(open, page).body())
        .contains("画面番号：O4", "PC-&lt;123&gt;", "taro", "0.1", "アプリの「実行」を押してください", "取りやめる")
        .doesNotContain("pairingcode");
    tool.confirms(pairing);
    assertThat(browser.get(open, page).body()).contains("画面番号：O5", "準備をしています");
    tool.processes(pairing, 3);
    Answer working = browser.get(open, page, ENGLISH);
    assertThat(working.body())
        .contains("Screen O5", "Step 3 of 8", "max=\"8\" value=\"3\"", "the app goes on")
        .doesNotContain("/cancel");

    site.clock.forward(Duration.ofSeconds(21));
    assertThat(browser.get(open, page).body())
        .contains("画面番号：O6", "連絡が途絶えました", "アプリを開き直すと", "もう一度始める");
    tool.processes(pairing, 4);
    assertThat(browser.get(open, page).body()).contains("画面番号：O5", "4 段階目");
    tool.reports(pairing, new Report.Interrupted("network"));
    assertThat(browser.get(open, page, ENGLISH).body()).contains("Screen O6", "check the network");
    tool.reports(pairing, new Report.Interrupted("<script>"));
    assertThat(browser.get(open, page).body())
        .contains("詳しい理由は、アプリの画面に表示されています")
        .doesNotContain("&lt;script");

    Pc.Ready ready = site.pc().ready(seat, PagesSite.PIN);
    Pc.Held held = new Pc.Held(ready.key(), site.pc().finish(ready));
    tool.has(pairing, held);
    Answer complete = browser.get(open, page);
    assertThat(complete.body())
        .contains("画面番号：O7", "Kita Bank, Ltd.", "Kita Bank Internet Banking CA")
        .contains(seat.replace("/", " "), "~/.pki/nssdb &lt;b&gt;", "日本時間")
        .contains(held.certificate().getSerialNumber().toString(16))
        .contains("href=\"https://" + open + "/kita/login?door=user\"", "data-every=\"0\"")
        .doesNotContain("http-equiv=\"refresh\"", "もう一度始める");
    assertThat(browser.get(open, page, ENGLISH).body()).contains("Screen O7", "without closing");
  }

  @Test
  void aToolCannotShowAnothersCertificate() throws Exception {
    PagesSite.Person other = site.user(site.corporation(), "other");
    Browser browser = browser();
    String page = begin(browser, other.contract(), "user1");
    PlayedTool tool = site.tool("PC-2");
    PairingId pairing = tool.takes(code(browser.get(open, page)));
    assertThatThrownBy(() -> tool.has(pairing, other.held())).isInstanceOf(Refusal.class);
    assertThat(browser.get(open, page).body()).contains("画面番号：O4").doesNotContain("card.serial");
  }

  @Test
  void itCanBeCalledOffOnThePageAndInTheTool() throws Exception {
    Browser browser = browser();
    String page = begin(browser, "20000000000099", "user1");
    String code = code(browser.get(open, page));
    assertThat(browser.post(open, page + "/cancel", Map.of()).leads()).isEqualTo(page);
    assertThat(browser.get(open, page).body())
        .contains("画面番号：O6", "取りやめました", "/kita/acquire?door=user");
    assertThat(browser.post(open, page + "/cancel", Map.of()).status()).isEqualTo(303);
    assertThatThrownBy(() -> site.tool("PC-3").takes(code)).isInstanceOf(Refusal.class);

    String another = begin(browser, "20000000000099", "user1");
    PlayedTool tool = site.tool("PC-3");
    PairingId pairing = tool.takes(code(browser.get(open, another)));
    tool.reports(pairing, new Report.Refused());
    assertThat(browser.get(open, another, ENGLISH).body()).contains("called off", "Begin again");
  }

  @Test
  void whatNobodyComesForEndsAfterTenMinutes() throws Exception {
    Browser browser = browser();
    String page = begin(browser, "20000000000099", "user1");
    String answered = begin(browser, "20000000000099", "user2");
    site.tool("PC-4").takes(code(browser.get(open, answered)));
    site.clock.forward(Duration.ofMinutes(11));
    assertThat(browser.get(open, page).body())
        .contains("画面番号：O6", "見つかりませんでした", "新しいコードが表示されます", "data-every=\"0\"");
    assertThat(browser.get(open, answered).body()).contains("画面番号：O6", "進みませんでした");
  }

  @Test
  void whereTheCodeIsNotThereAnyMoreThePageSaysSo() throws Exception {
    Browser browser = browser();
    String page = begin(browser, "20000000000099", "user1");
    Objects.requireNonNull(browser.cookies.get(open))
        .keySet()
        .removeIf(name -> name.startsWith("__Host-code-"));
    assertThat(browser.get(open, page).body())
        .contains("確認コードをもう表示できません")
        .doesNotContain("pairingcode", "shomei://");
  }

  @Test
  void aBrowserKeepsTheCodesOfItsNewestPagesAlone() throws Exception {
    Browser browser = browser();
    String oldest = begin(browser, "20000000000099", "user0");
    for (int i = 1; i <= 4; i++) {
      code(browser.get(open, begin(browser, "20000000000099", "user" + i)));
    }
    long codes =
        Objects.requireNonNull(browser.cookies.get(open)).entrySet().stream()
            .filter(one -> one.getKey().startsWith("__Host-code-") && !one.getValue().isEmpty())
            .count();
    assertThat(codes).isEqualTo(4);
    assertThat(browser.get(open, oldest).body()).contains("もう表示できません");
  }

  @Test
  void theCookiesAreTheHostsOwnAndOutOfScriptsReach() throws Exception {
    Browser browser = browser();
    Answer form = browser.get(open, "/kita/acquire?door=user");
    assertThat(form.headers().get("set-cookie"))
        .hasSize(1)
        .allMatch(
            cookie -> cookie.matches("__Host-pairings=[\\w-]{43}; Path=/; Secure; HttpOnly; .*"));
    Answer began =
        browser.post(open, "/kita/acquire", Map.of("door", "administrator", "contract", "1"));
    assertThat(began.headers().get("set-cookie"))
        .hasSize(2)
        .allMatch(cookie -> cookie.contains("; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age="))
        .anyMatch(cookie -> cookie.endsWith("Max-Age=600"));
    assertThat(browser.get(open, "/kita/acquire").headers().get("set-cookie"))
        .as("it is known by now")
        .isNull();
  }

  @Test
  void aDoubleClickIsOneBrowsers() throws Exception {
    Browser browser = browser();
    browser.get(open, "/kita/acquire?door=user");
    List<Answer> answers =
        Browser.together(
            () ->
                browser.post(
                    open, "/kita/acquire", Map.of("door", "user", "contract", "1", "user", "2")));
    Set<String> pages = new HashSet<>();
    for (Answer answer : answers) {
      pages.add(answer.leads());
      assertThat(browser.get(open, answer.leads()).status()).isEqualTo(200);
    }
    assertThat(pages).hasSize(answers.size());
  }

  @Test
  void aFormFromElsewhereHasNoEffect() throws Exception {
    Browser browser = browser();
    String page = begin(browser, "20000000000099", "user1");
    for (String[] headers :
        List.of(
            new String[] {},
            new String[] {"Origin: https://evil.example"},
            new String[] {"Origin: https://" + open, "Sec-Fetch-Site: cross-site"})) {
      String as = Arrays.toString(headers);
      Map<String, String> form = new HashMap<>(Map.of("door", "administrator", "contract", "1"));
      assertThat(browser.post(open, "/kita/acquire", form, headers).status()).as(as).isEqualTo(403);
      assertThat(browser.post(open, page + "/cancel", Map.of(), headers).status())
          .as(as)
          .isEqualTo(403);
    }
    assertThat(browser.get(open, page).body()).contains("画面番号：O4", "pairingcode");
  }

  @Test
  void thePageGoesOnByItselfWithScriptAndWithout() throws Exception {
    Browser browser = browser();
    Answer page = browser.get(open, begin(browser, "20000000000099", "user1"));
    assertThat(page.body())
        .contains("<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>")
        .contains("data-every=\"2\"", "aria-live=\"polite\"")
        .doesNotContain("<script>", "onclick", "style=");
    assertThat(page.header("content-security-policy").orElse(""))
        .contains("default-src 'none'", "connect-src 'self'", "script-src 'self'")
        .doesNotContain("unsafe", "shomei:");
    assertThat(page.header("cache-control")).contains("no-store");
    String script = page.body().split("src=\"/assets/progress", 2)[1].split("\"")[0];
    assertThat(browser.get(open, "/assets/progress" + script).header("content-type"))
        .contains("text/javascript; charset=utf-8");
  }
}
