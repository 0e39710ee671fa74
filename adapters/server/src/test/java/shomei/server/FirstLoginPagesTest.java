package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
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

/// O9 over real TLS and PostgreSQL: at `kita`, whose customers choose their ID at any time, and at
/// `minami` as densai ships. At `nishi` there is none.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FirstLoginPagesTest {
  private static final String PAGE = "/kita/firstlogin";
  private static final String SET_UP = PAGE + "/setup";
  private static final String OWN = "oWn45678";
  private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

  private final MovableClock clock = new MovableClock();
  private int contracts;
  private Site site;
  private Adapters adapters;
  private Server server;
  private Pc pc;
  private String open;
  private String signedIn;
  private String openOfMinami;

  @BeforeAll
  @SuppressWarnings("NullAway.Init") // started before all tests
  void start(@TempDir Path folder) throws Exception {
    site = Site.in(folder, clock);
    Site.PagesPorts ports =
        site.withPages(
            """
            {kita: {}, nishi: {}, \
            minami: {publicUrl: "https://minami.example", signedInUrl: "https://login.minami.example"}}""");
    Path policies = Files.createDirectories(folder.resolve("policies"));
    Files.writeString(
        policies.resolve("first.yaml"),
        site.must("reference", "shipped-policy", "biznet")
            .replace(
                "login:\n", "login:\n  activation: {reference: contract-id, loginId: chosen}\n"));
    Files.writeString(site.file(), Files.readString(site.file()) + "policies: policies\n");
    open = "localhost:" + ports.open();
    signedIn = "label0001.login.localhost:" + ports.signedIn();
    openOfMinami = "minami.example:" + ports.open();
    site.found("first");
    site.foundMinami();
    site.must(
        "institution put nishi --policy biznet --name-ja 西 --name-en Nishi --organization N --unit CA"
            .split(" "));
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

  @Test
  void theDoorIsWhereThePolicyHasItAndThePagesNowhereElse() throws Exception {
    Browser browser = new Browser(Optional.empty());
    assertThat(browser.get(open, "/kita/").body()).contains(PAGE + "\"");
    assertThat(browser.get(openOfMinami, "/").body()).contains("銀行営業日の 09:00～19:00");
    assertThat(browser.get(open, "/nishi/").body()).doesNotContain("firstlogin");
    for (String path : List.of("/firstlogin", "/firstlogin/setup")) {
      assertThat(browser.get(open, "/nishi" + path).status()).isEqualTo(404);
      PageForm form = proving(browser, "1").with("for", "");
      assertThat(browser.post(open, "/nishi" + path, form).status()).isEqualTo(404);
    }
  }

  @Test
  void whoHasTheLetterSetsUpTheOwnIdAndAcquiresWithIt() throws Exception {
    String contract = corporation();
    Browser browser = new Browser(Optional.empty());
    Answer second = browser.post(open, PAGE, proving(browser, contract + " \u3000"));
    assertThat(second.status()).as(second.body()).isEqualTo(200);
    assertThat(second.body()).contains("name=\"id\"");
    PageForm filled = settingUp(second, "suzuki01 ");
    Answer done = browser.post(open, SET_UP, filled);
    assertThat(done.status()).as(done.body()).isEqualTo(200);
    assertThat(done.body())
        .contains("suzuki01", "hanako@suzuki.example", "/kita/acquire")
        .doesNotContain(OWN);
    assertThat(told("suzuki01", Act.LOGIN_ID_ACQUIRED)).isOne();
    pc.acquire("suzuki01", OWN);
    assertThat(body(browser.post(open, SET_UP, filled))).as("sent again").isEqualTo(body(done));
    assertThat(told("suzuki01", Act.LOGIN_ID_ACQUIRED)).isOne();
  }

  @Test
  void aUserIsRegisteredByTheAdministratorAndComesByTheIdThatWasGiven() throws Exception {
    String contract = corporation();
    add("user", "add", contract, "u1", "--name", "利用者");
    Browser browser = new Browser(Optional.empty());
    Answer first = browser.get(open, PAGE + "?for=user");
    PageForm form =
        temporary(PageForm.of(first, PAGE).with("contract", contract).with("user", "u1 "));
    Answer second = browser.post(open, PAGE, form);
    assertThat(second.body()).contains(contract, "u1", "name=\"id\"");
    Answer done = browser.post(open, SET_UP, settingUp(second, "hanako01"));
    assertThat(done.body()).contains("hanako01");
    pc.acquire(contract + "/hanako01", OWN);
  }

  @Test
  void strangersSeeOneAnswerAndLoginKnowsNobody() throws Exception {
    String waiting = corporation();
    String done = corporation();
    String own = "done" + done.substring(10);
    Browser browser = new Browser(Optional.empty());
    browser.post(open, SET_UP, settingUp(browser.post(open, PAGE, proving(browser, done)), own));
    Answer nobodys = browser.post(open, PAGE, proving(browser, "99999999999999"));
    assertThat(nobodys.status()).isEqualTo(422);
    for (PageForm form :
        List.of(
            proving(browser, waiting).with("login", "wrong123"),
            proving(browser, waiting).with("confirmation", "wrong123"),
            proving(browser, waiting).with("login", "1234\0abcd"),
            proving(browser, done),
            proving(browser, own),
            proving(browser, own).with("login", OWN).with("confirmation", "cOnf4567"))) {
      Answer answer = browser.post(open, PAGE, form);
      assertThat(answer.status()).isEqualTo(422);
      assertThat(body(answer)).isEqualTo(body(nobodys));
    }
    Answer asked = browser.get(signedIn, "/kita/login/id");
    PageForm login = PageForm.of(asked, "/kita/login/id").with("pin", "1234abcd");
    Answer unknown =
        browser.post(signedIn, "/kita/login/id", login.with("contract", "99999999999998"));
    assertThat(body(browser.post(signedIn, "/kita/login/id", login.with("contract", waiting))))
        .isEqualTo(body(unknown));
  }

  @Test
  void whatIsWrongIsSaidAtTheFieldAndNothingIsCounted() throws Exception {
    String contract = corporation();
    Browser browser = new Browser(Optional.empty());
    Answer empty = browser.post(open, PAGE, PageForm.of(browser.get(open, PAGE), PAGE));
    assertThat(empty.status()).isEqualTo(422);
    assertThat(empty.body())
        .contains("id=\"contract-error\"", "id=\"login-error\"", "id=\"confirmation-error\"");
    assertThat(browser.post(open, PAGE, proving(browser, contract + "\0")).body())
        .contains("id=\"contract-error\"");
    assertThat(site.must("subscriber", "show", "-i", "kita", contract, "--json"))
        .contains("\"wrongPins\":\"0\"");
    PageForm set = settingUp(browser.post(open, PAGE, proving(browser, contract)), "suzuki02");
    for (PageForm wrong :
        List.of(
            set.with("id", "a b"),
            set.with("id", "nul\0nul"),
            set.with("name", "\0"),
            set.with("mail", "hanako"),
            set.with("mail-repeated", "other@suzuki.example"),
            set.with("login", "1"),
            set.with("login-repeated", "other123"),
            set.with("confirmation", OWN).with("confirmation-repeated", OWN),
            set.with("login", "1234abcd").with("login-repeated", "1234abcd"),
            set.with("confirmation", "98765432").with("confirmation-repeated", "98765432"))) {
      Answer answer = browser.post(open, SET_UP, wrong);
      assertThat(answer.status()).as(wrong.toString()).isEqualTo(422);
      assertThat(answer.body()).contains("role=\"alert\"", "-error\"", "name=\"proven\"");
    }
    assertThat(browser.post(open, SET_UP, set).status()).isEqualTo(200);
  }

  @Test
  void anIdThatIsTakenIsSaidAndOfTwoBrowsersOneSetsUp() throws Exception {
    String taken = corporation();
    String contract = corporation();
    Browser one = new Browser(Optional.empty());
    Browser other = new Browser(Optional.empty());
    Answer first = one.post(open, PAGE, proving(one, contract));
    Answer second = other.post(open, PAGE, proving(other, contract));
    Answer refused = one.post(open, SET_UP, settingUp(first, taken));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains("id=\"id-error\"");
    assertThat(one.post(open, SET_UP, settingUp(refused, "suzuki03")).status()).isEqualTo(200);
    Answer late = other.post(open, SET_UP, settingUp(second, "suzuki04"));
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.body()).contains("失われたものはありません").doesNotContain("suzuki03");
  }

  @Test
  void aFormThatIsNotOursDoesNothing() throws Exception {
    String contract = corporation();
    Browser browser = new Browser(Optional.empty());
    for (String begun : List.of("", "begun.1.00", "x")) {
      assertThat(browser.post(open, PAGE, proving(browser, contract).with("begun", begun)).status())
          .isEqualTo(400);
    }
    PageForm form = proving(browser, contract);
    assertThat(browser.post(open, PAGE, form, "Origin: https://evil.example").status())
        .isEqualTo(403);
    Answer second = browser.post(open, PAGE, form);
    assertThat(
            browser
                .post(open, SET_UP, settingUp(second, "suzuki05"), "Origin: https://evil.example")
                .status())
        .isEqualTo(403);
    assertThat(
            browser
                .post(open, SET_UP, settingUp(second, "suzuki05").with("proven", "proven.1"))
                .status())
        .isEqualTo(409);
    assertThat(second.header("cache-control")).contains("no-store");
  }

  @Test
  void outsideTheServiceHoursThePageSaysWhenItOpensAndAnOldFormComesInForFiveMinutes()
      throws Exception {
    ServerTest.must(
        site.runWith(
            Site.PINS,
            "corporation",
            "add",
            "0501D00601",
            "-i",
            "minami",
            "--name",
            "南商事",
            "--mail",
            "m@minami.example",
            "--branch",
            "012",
            "--account-kind",
            "ordinary",
            "--account-number",
            "34567",
            "--pin-file",
            "-"));
    Browser browser = new Browser(Optional.empty());
    LocalDate day = nextBusinessDay(LocalDate.ofInstant(clock.instant(), JAPAN).plusDays(1));
    goTo(day, LocalTime.of(18, 58));
    PageForm form = byAccount(browser);
    goTo(day, LocalTime.of(19, 1));
    Answer closed = browser.get(openOfMinami, "/firstlogin");
    assertThat(closed.status()).isEqualTo(200);
    LocalDate next = nextBusinessDay(day.plusDays(1));
    assertThat(closed.body())
        .contains(
            "%d年%d月%d日 09時00分00秒"
                .formatted(next.getYear(), next.getMonthValue(), next.getDayOfMonth()))
        .doesNotContain("<form method=\"post\"");
    Answer second = browser.post(openOfMinami, "/firstlogin", form);
    assertThat(second.body()).contains("0501D00601M").doesNotContain("name=\"id\"");
    PageForm set = settingUp(second, "");
    goTo(day, LocalTime.of(19, 6));
    assertThat(browser.post(openOfMinami, "/firstlogin", form).status()).as("again").isEqualTo(200);
    Answer late = browser.post(openOfMinami, "/firstlogin/setup", set);
    assertThat(late.status()).isEqualTo(403);
    assertThat(late.body()).contains("09時00分00秒");
    goTo(next, LocalTime.of(9, 1));
    Answer again = browser.post(openOfMinami, "/firstlogin", byAccount(browser));
    assertThat(browser.post(openOfMinami, "/firstlogin/setup", settingUp(again, "")).body())
        .contains("0501D00601M");
  }

  private PageForm byAccount(Browser browser) throws IOException {
    return temporary(
        PageForm.of(browser.get(openOfMinami, "/firstlogin"), "/firstlogin")
            .with("branch", "０１２ ")
            .with("account-kind", "ordinary")
            .with("account-number", "34567"));
  }

  private LocalDate nextBusinessDay(LocalDate from) {
    LocalDate day = from;
    while (!adapters.calendar.isBusinessDay(day)) {
      day = day.plusDays(1);
    }
    return day;
  }

  private void goTo(LocalDate day, LocalTime time) {
    clock.forward(Duration.between(clock.instant(), day.atTime(time).atZone(JAPAN).toInstant()));
  }

  private PageForm proving(Browser browser, String contract) throws IOException {
    return temporary(PageForm.of(browser.get(open, PAGE), PAGE).with("contract", contract));
  }

  private static PageForm temporary(PageForm form) {
    return form.with("login", "1234abcd").with("confirmation", "98765432");
  }

  private static PageForm settingUp(Answer second, String id) {
    String action = second.body().contains(SET_UP) ? SET_UP : "/firstlogin/setup";
    PageForm form =
        PageForm.of(second, action)
            .with("name", "鈴木　花子")
            .with("mail", "hanako@suzuki.example")
            .with("mail-repeated", "hanako@suzuki.example ")
            .with("login", OWN)
            .with("login-repeated", OWN)
            .with("confirmation", "cOnf4567")
            .with("confirmation-repeated", "cOnf4567");
    return id.isEmpty() ? form : form.with("id", id);
  }

  /// Without what is drawn anew, the time, and what was typed.
  private static String body(Answer answer) {
    return answer
        .body()
        .replaceAll("name=\"(form|begun)\" value=\"[^\"]*\"", "")
        .replaceAll("(name=\"contract\"[^>]*) value=\"[^\"]*\"", "$1")
        .replaceAll("[0-9]+年.*?秒", "");
  }

  private String corporation() {
    String contract = "300000000000%02d".formatted(++contracts);
    assertThat(add("corporation", "add", contract, "--name", "Suzuki"))
        .contains("acquires the login ID first");
    return contract;
  }

  private String add(String... command) {
    Site.Ended ended =
        site.runWith(
            Site.PINS,
            Stream.concat(
                    Arrays.stream(command),
                    Stream.of("-i", "kita", "--mail", "sato@suzuki.example", "--pin-file", "-"))
                .toArray(String[]::new));
    ServerTest.must(ended);
    return ended.out();
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
}
