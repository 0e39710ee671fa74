package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.server.PagesSite.CONFIRMATION;
import static shomei.server.PagesSite.PIN;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.history.Act;
import shomei.server.Browser.Answer;
import shomei.server.PagesSite.Person;

/// What an administrator does on the pages of the running server, over real TLS and PostgreSQL.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AdministratorPagesTest {
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

  private static PageForm registration(Person administrator, String id) throws Exception {
    return administrator
        .form("/users/new")
        .with("id", id)
        .with("kana", "ﾔﾏﾀﾞ ﾀﾛｳ")
        .with("name", "山田　太郎")
        .with("mail", "yamada@suzuki.example")
        .with("language", "ja")
        .with("temporary-login", "first123")
        .with("temporary-login-repeated", "first123")
        .with("temporary-confirmation", "sure1234")
        .with("temporary-confirmation-repeated", "sure1234");
  }

  private String history(Person administrator, String id, Act... acts) {
    return List.of(acts).stream()
        .map(act -> act + "=" + site.told("subscriber:" + administrator.contract() + "/" + id, act))
        .toList()
        .toString();
  }

  @Test
  void aUserIsRegisteredAcquiresIsChangedAndDeleted() throws Exception {
    Person administrator = site.administrator();
    Answer registered = administrator.post("/users/new", registration(administrator, "yamada "));
    assertThat(registered.status()).isEqualTo(200);
    assertThat(registered.body()).contains("A4", "登録しました", "yamada").doesNotContain("first123");
    assertThat(administrator.get("/users").body()).contains("山田　太郎", "ﾔﾏﾀﾞ ﾀﾛｳ", "未取得", "証明書の取得待ち");
    Pc.Held held = site.pc().acquire(administrator.contract() + "/yamada", "first123", PIN);
    Person user = site.logIn(administrator.contract() + "/yamada", "user", held);

    PageForm change =
        administrator
            .form("/users/change?user=yamada")
            .with("name", "山田　花子")
            .with("reissue", "yes");
    Answer changed = administrator.post("/users/change", change);
    assertThat(changed.body()).contains("A5", "変更しました", "mark=yamada");
    assertThat(administrator.get("/users?mark=yamada").body())
        .contains("山田　花子", "失効済み", "今回の操作の対象");
    assertThat(user.get("/").status()).as("the certificate is revoked").isEqualTo(403);

    assertThat(administrator.does("/users/delete?user=yamada").body()).contains("A6", "削除しました");
    assertThat(administrator.get("/users").body()).doesNotContain("yamada");
    assertThat(administrator.get("/users/change?user=yamada").status()).isEqualTo(404);
    Answer again = administrator.post("/users/new", registration(administrator, "yamada"));
    assertThat(again.status()).isEqualTo(422);
    assertThat(again.body())
        .contains("すでに使われているか", "href=\"#id\"", "value=\"山田　太郎\"")
        .doesNotContain("first123", "sure1234", CONFIRMATION);
    assertThat(
            history(
                administrator,
                "yamada",
                Act.USER_REGISTERED,
                Act.SUBSCRIBER_CHANGED,
                Act.RIGHT_OPENED,
                Act.USER_DELETED))
        .isEqualTo("[USER_REGISTERED=1, SUBSCRIBER_CHANGED=1, RIGHT_OPENED=1, USER_DELETED=1]");
  }

  @Test
  void whatIsWrongIsSaidAtItsFieldAndWhatWasTypedStays() throws Exception {
    Person administrator = site.administrator();
    PageForm wrong =
        registration(administrator, "no blanks")
            .with("name", "")
            .with("kana", "ヤマダ")
            .with("mail", "<script>alert(1)</script>")
            .with("temporary-login", "abc")
            .with("temporary-confirmation-repeated", "sure9999");
    Answer answer = administrator.post("/users/new", wrong);
    assertThat(answer.status()).isEqualTo(422);
    for (String field :
        List.of(
            "id",
            "name",
            "kana",
            "mail",
            "temporary-login",
            "temporary-login-repeated",
            "temporary-confirmation-repeated")) {
      assertThat(answer.body()).contains("href=\"#" + field + "\"", "id=\"" + field + "-error\"");
    }
    assertThat(answer.body())
        .contains("value=\"no blanks\"", "value=\"ヤマダ\"", "&lt;script>")
        .doesNotContain("<script>", "first123", "sure1234", "sure9999", CONFIRMATION);
  }

  @Test
  void severalAreSuspendedAndResumedAtOnceAndWhoWasLoggedInIsOut() throws Exception {
    Person administrator = site.administrator();
    Person user = site.user(administrator.contract(), "u1");
    site.without(administrator.contract(), "u2");
    assertThat(administrator.get("/users/suspend").body()).contains("A3", "一人以上選んで");
    Answer done = administrator.does("/users/suspend?user=u1&user=u2");
    assertThat(done.body()).contains("A7", "停止しました", "mark=u1", "mark=u2");
    assertThat(user.get("/").body()).contains("利用が停止されたため");
    assertThat(administrator.get("/users").body()).contains("利用停止中");
    assertThat(administrator.does("/users/suspend?user=u1").body()).contains("すでにその状態");
    assertThat(administrator.does("/users/resume?user=u1&user=u2").body()).contains("再開しました");
    assertThat(site.logIn(user.seat(), "user", user.held()).get("/").status()).isEqualTo(200);
    assertThat(history(administrator, "u1", Act.SUBSCRIBER_SUSPENDED, Act.SUBSCRIBER_UNSUSPENDED))
        .isEqualTo("[SUBSCRIBER_SUSPENDED=1, SUBSCRIBER_UNSUSPENDED=1]");
  }

  @Test
  void certificatesAreRevokedSeveralAtOnceAndTheListTellsHowTheyStand() throws Exception {
    Person administrator = site.administrator();
    Person user = site.user(administrator.contract(), "u1");
    site.without(administrator.contract(), "u2");
    assertThat(administrator.get("/users/revoke?user=u1&user=u2").body()).contains("A10", "発行済み");
    Answer done = administrator.does("/users/revoke?user=u1&user=u2");
    assertThat(done.body()).contains("失効させました", "証明書がありませんでした", "もう一度ご確認ください");
    assertThat(user.get("/").body()).contains("失効したため");
    assertThat(administrator.get("/users?state=revoked").body())
        .contains("u1", "失効済み", "銀行の窓口で承ります")
        .doesNotContain("user=u2");
    assertThat(administrator.get("/users").body())
        .contains("管理者", administrator.contract())
        .doesNotContain("value=\"" + administrator.contract() + "\"");
    assertThat(administrator.does("/users/reissue?user=u1").body()).contains("再発行の手続き");
    assertThat(administrator.get("/contract").body()).contains("A1", "1 人", "鈴木&lt;b&gt;商事");
  }

  @Test
  void aLockedUserIsUnlockedAndGetsOtherPins() throws Exception {
    Person administrator = site.administrator();
    Person user = site.user(administrator.contract(), "u1");
    for (int tries = 0; tries < 5; tries++) {
      String host = site.freshHost();
      Answer page = user.browser().get(host, "/kita/login?door=user");
      user.browser()
          .post(host, "/kita/login", PageForm.of(page, "/kita/login").with("pin", "wrong" + tries));
    }
    assertThat(administrator.get("/users").body()).contains("ロック中");
    assertThat(administrator.get("/users/change?user=u1").body()).contains("/users/unlock");
    assertThat(administrator.does("/users/unlock?user=u1").body()).contains("A8", "解除しました");
    PageForm reset =
        administrator
            .form("/users/reset?user=u1")
            .with("temporary-login", "other123")
            .with("temporary-login-repeated", "other123")
            .with("temporary-confirmation", "other123")
            .with("temporary-confirmation-repeated", "other123");
    assertThat(administrator.post("/users/reset", reset).body()).contains("別のものにしてください");
    Answer done =
        administrator.post(
            "/users/reset",
            reset
                .with("temporary-confirmation", "sure5678")
                .with("temporary-confirmation-repeated", "sure5678"));
    assertThat(done.body()).contains("A9", "再設定しました").doesNotContain("other123", "sure5678");
    String host = site.freshHost();
    Answer page = user.browser().get(host, "/kita/login?door=user");
    assertThat(
            user.browser()
                .post(host, "/kita/login", PageForm.of(page, "/kita/login").with("pin", "other123"))
                .body())
        .contains("C2");
  }

  @Test
  void theListIsSearchedSortedAndTurnedOver() throws Exception {
    Person administrator = site.administrator();
    for (int i = 10; i < 33; i++) {
      site.without(administrator.contract(), "u" + i);
    }
    String first = administrator.get("/users").body();
    assertThat(first).contains("24 件", "user=u10", "page=2").doesNotContain("user=u32");
    assertThat(administrator.get("/users?page=2").body()).contains("user=u32", "user=u29");
    String down = administrator.get("/users?sort=id&order=down").body();
    assertThat(down.indexOf("user=u32")).isBetween(1, down.indexOf("user=u31"));
    assertThat(administrator.get("/users?search=u3").body())
        .contains("3 件", "user=u30")
        .doesNotContain("user=u10");
    assertThat(administrator.get("/users?search=%3Cscript%3E&sort=x&page=0&state=y").body())
        .contains("&lt;script>", "該当する利用者はいません")
        .doesNotContain("<script>");
    Answer from = administrator.get("/users/change?user=u30&list=search%3Du3%26order%3Ddown");
    assertThat(from.body()).contains("/users?search=u3&amp;order=down");
  }

  @Test
  void theHistoryOfAllIsChosenFromAndTakenAsAFile() throws Exception {
    Person administrator = site.administrator();
    Person user = site.user(administrator.contract(), "u1");
    administrator.does("/users/suspend?user=u1");
    String all = administrator.get("/users/acts").body();
    assertThat(all).contains("A11", "証明書が発行されました", "利用が停止されました", "127.0.0.1", "銀行の窓口");
    assertThat(administrator.get("/users/acts?act=login&user=u1").body())
        .contains("ログインしました")
        .doesNotContain("利用が停止されました");
    assertThat(administrator.get("/users/acts?actor=" + administrator.contract()).body())
        .contains("利用が停止されました")
        .doesNotContain("利用者として登録されました");
    Answer wrong = administrator.get("/users/acts?from=2026-02-30&until=x&user=..%2Fx");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body()).contains("#from", "#until", "#user");
    assertThat(administrator.get("/users/acts?from=2999-01-01").body()).contains("該当する履歴は");
    Answer csv = administrator.get("/users/acts.csv?user=u1");
    assertThat(csv.header("content-type")).contains("text/csv; charset=utf-8");
    assertThat(csv.header("content-disposition").orElse("")).contains("attachment");
    assertThat(csv.body()).startsWith("\uFEFF日時,").contains("\r\n", "利用が停止されました");
    assertThat(csv.body().lines().count()).isGreaterThan(3);
    assertThat(user.get("/").status()).isEqualTo(403);
  }

  @Test
  void mailsToTheAdministratorGoToOthersTooWhereTheyAreAsked() throws Exception {
    Person administrator = site.administrator();
    PageForm form = administrator.form("/company").with("mail1", "a@suzuki.example ");
    assertThat(administrator.post("/company", form.with("mail2", "A@suzuki.example")).body())
        .contains("二度入力", "value=\"a@suzuki.example\"");
    assertThat(administrator.post("/company", form.with("mail2", "nobody")).status())
        .isEqualTo(422);
    assertThat(administrator.post("/company", form).body()).contains("変更しました");
    assertThat(administrator.get("/company").body()).contains("value=\"a@suzuki.example\"");
    assertThat(site.told("subscriber:" + administrator.contract(), Act.COMPANY_CHANGED)).isOne();
  }

  @Test
  void expiredCertificatesAreMarkedInWordsAndRevokedToo() throws Exception {
    String contract = site.corporation();
    site.user(contract, "u1");
    site.clock.forward(Duration.ofDays(200));
    Person administrator = site.administrator(contract);
    site.clock.forward(Duration.ofDays(170));
    Person again = site.logIn(contract, "administrator", administrator.held());
    assertThat(again.get("/users?state=expired").body()).contains("u1", "⚠", "有効期限切れ");
    assertThat(again.does("/users/revoke?user=u1").body()).contains("失効させました");
  }
}
