package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.server.PagesSite.CONFIRMATION;
import static shomei.server.PagesSite.PIN;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.history.Act;
import shomei.server.Browser.Answer;
import shomei.server.PagesSite.Person;

/// What somebody who is logged in does for the own seat, on the pages of the running server.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OwnPagesTest {
  private PagesSite site;
  private String contract;

  @BeforeAll
  @SuppressWarnings("NullAway.Init") // started before all tests
  void start(@TempDir Path folder) throws Exception {
    site = new PagesSite(folder);
    contract = site.corporation();
  }

  @AfterAll
  void stop() {
    site.close();
  }

  private static PageForm change(
      Person person, String kind, String current, String next, String repeated) throws Exception {
    String page = person.get("/pins").body();
    String form = page.split("name=\"kind\" value=\"" + kind + "\"", 2)[0];
    return new PageForm(List.of())
        .with(
            "form", form.substring(form.lastIndexOf("name=\"form\" value=\"") + 19).split("\"")[0])
        .with("kind", kind)
        .with(kind + "-current", current)
        .with(kind + "-next", next)
        .with(kind + "-next-repeated", repeated);
  }

  @Test
  void aChangedPinEndsTheSessionAndTheNextLoginIsWithTheNewOne() throws Exception {
    Person user = site.user(contract, "pin1");
    PageForm form = change(user, "login", PIN, "next1234", "next1234");
    Answer changed = user.post("/pins", form);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.body())
        .contains("C10", "変更しました", "もう一度ログイン", "/login?door=user")
        .doesNotContain("next1234", PIN);
    assertThat(user.get("/").status()).isEqualTo(403);
    assertThat(user.post("/pins", form).body()).as("a reload").contains("C0", "もう一度ログイン");
    String host = site.freshHost();
    user.browser().logIn(host, "user", "next1234");
    assertThat(user.browser().get(host, "/kita/").status()).isEqualTo(200);
    assertThat(site.told("subscriber:" + user.seat(), Act.PIN_CHANGED)).isOne();
  }

  @Test
  void whatIsWrongWithANewPinIsSaidAtItsField() throws Exception {
    Person user = site.user(contract, "pin2");
    assertThat(user.post("/pins", change(user, "login", PIN, "ab", "ab")).body())
        .contains("#login-next\"", "login-next-error");
    assertThat(user.post("/pins", change(user, "login", PIN, "next1234", "next1235")).body())
        .contains("一致していません", "#login-next-repeated");
    assertThat(user.post("/pins", change(user, "login", PIN, PIN, PIN)).body())
        .contains("今の暗証番号と違うもの");
    assertThat(user.post("/pins", change(user, "login", PIN, CONFIRMATION, CONFIRMATION)).body())
        .contains("別のものにしてください")
        .doesNotContain(CONFIRMATION);
    Answer wrong = user.post("/pins", change(user, "login", "wrong123", "next1234", "next1234"));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body()).contains("#login-current").doesNotContain("wrong123", "next1234");
    assertThat(
            user.post("/pins", change(user, "confirmation", CONFIRMATION, "next1234", "next1234"))
                .body())
        .contains("確認暗証番号を変更しました");
    assertThat(site.told("subscriber:" + user.seat(), Act.PIN_CHANGED)).isOne();
  }

  @Test
  void wrongPinsLockHereTooAndAFormOfSomebodyElseHasNoEffect() throws Exception {
    Person user = site.user(contract, "pin3");
    PageForm right = change(user, "login", PIN, "next1234", "next1234");
    assertThat(
            user.browser()
                .post(user.host(), "/kita/pins", right, "Origin: https://evil.example")
                .status())
        .isEqualTo(403);
    for (int tries = 1; tries <= 5; tries++) {
      PageForm wrong = change(user, "confirmation", "wrong12" + tries, "next1234", "next1234");
      user.post("/pins", wrong);
      user.post("/pins", wrong);
    }
    assertThat(site.told("subscriber:" + user.seat(), Act.PIN_LOCKED)).isOne();
    assertThat(
            user.post("/pins", change(user, "confirmation", CONFIRMATION, "next1234", "next1234"))
                .body())
        .contains("ロックされています");
    assertThat(site.told("subscriber:" + user.seat(), Act.PIN_CHANGED)).isZero();
  }

  @Test
  void aTemporaryConfirmationPinIsChangedBeforeItCounts() throws Exception {
    String own = site.corporation();
    site.without(own, "u1");
    Person administrator = site.administrator(own);
    ServerTest.must(
        site.site()
            .runWith(
                "sure5678\n",
                "subscriber",
                "reset-pin",
                "-i",
                "kita",
                own,
                "--confirmation",
                "--pin-file",
                "-"));
    administrator = site.logIn(own, "administrator", administrator.held());
    assertThat(administrator.get("/").body()).contains("仮のまま", "/kita/pins");
    PageForm suspend =
        administrator.form("/users/suspend?user=u1").with("confirmation", "sure5678");
    Answer refused = administrator.post("/users/suspend", suspend);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains("先に「暗証番号」の画面で変更");
    administrator.post(
        "/pins", change(administrator, "confirmation", "sure5678", CONFIRMATION, CONFIRMATION));
    administrator = site.logIn(own, "administrator", administrator.held());
    assertThat(administrator.get("/").body()).doesNotContain("仮のまま");
    assertThat(administrator.does("/users/suspend?user=u1").body()).contains("停止しました");
  }

  @Test
  void noticesAreUnreadUntilTheyAreSaidToBeRead() throws Exception {
    Person user = site.user(contract, "notice1");
    site.runSchedule();
    assertThat(user.get("/").body()).contains("未読のお知らせが 1 件");
    for (int looks = 0; looks < 2; looks++) {
      assertThat(user.get("/notices").body()).contains("C9", "証明書が発行されました", "シリアル番号", "未読</span>");
    }
    PageForm read = PageForm.of(user.get("/notices"), "/kita/notices");
    for (String never : List.of("x", "", "-1000000000-01-01T00:00:00Z", "1969-12-31T23:59:59Z")) {
      assertThat(user.post("/notices", read.with("until", never)).status())
          .as(never)
          .isEqualTo(400);
    }
    assertThat(user.post("/notices", read).status()).isEqualTo(303);
    assertThat(user.get("/notices").body()).contains("発行されました").doesNotContain("未読</span>");
    assertThat(user.get("/").body()).contains("未読のお知らせはありません");
    assertThat(site.user(contract, "notice2").get("/notices").body())
        .as("of another with the same address")
        .contains("お知らせはありません");
  }

  @Test
  void theOwnHistoryIsTheOwnAlone() throws Exception {
    Person user = site.user(contract, "history1");
    Person other = site.user(contract, "history2");
    assertThat(other.get("/history?user=history1&act=login").body())
        .contains("C11", "ログインしました")
        .doesNotContain("history1");
    assertThat(user.get("/history?act=registration").body())
        .contains("利用者として登録されました", "銀行の窓口")
        .doesNotContain("ログインしました", "tanaka");
    Answer csv = user.get("/history.csv");
    assertThat(csv.body()).startsWith("\uFEFF").contains("127.0.0.1").doesNotContain("history2");
    assertThat(
            user.browser()
                .get(user.host(), "/kita/history?lang=en&from=2026-01-01")
                .header("location"))
        .contains("/kita/history?from=2026-01-01");
    assertThat(user.get("/history").body()).contains("History", "Logged in");
  }
}
