package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.server.PagesSite.PIN;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.history.Act;
import shomei.server.Browser.Answer;
import shomei.server.PagesSite.Person;

/// What must never happen on the pages of administrators: on the running server, over real TLS and
/// PostgreSQL.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AdministratorThreatsTest {
  private static final List<String> FORMS =
      List.of(
          "/users/new",
          "/users/change?user=u1",
          "/users/delete?user=u1",
          "/users/suspend?user=u1",
          "/users/resume?user=u1",
          "/users/unlock?user=u1",
          "/users/reset?user=u1",
          "/users/revoke?user=u1",
          "/users/reissue?user=u1",
          "/company");

  private static final List<String> READ =
      List.of("/menu", "/contract", "/users", "/users/acts", "/users/acts.csv");

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

  private String history(Person administrator, String id, Act... acts) {
    return List.of(acts).stream()
        .map(act -> act + "=" + site.told("subscriber:" + administrator.contract() + "/" + id, act))
        .toList()
        .toString();
  }

  @Test
  void toUsersAndToWhoHasNoCertificateThePagesAreNotThere() throws Exception {
    Person administrator = site.administrator();
    Person user = site.user(administrator.contract(), "u1");
    Browser byId = new Browser(Optional.empty());
    String host = site.freshHost();
    String contract = site.corporation();
    PageForm login =
        PageForm.of(byId.get(host, "/kita/login/id"), "/kita/login/id")
            .with("contract", contract + " ")
            .with("pin", "4321dcba");
    PageForm change =
        PageForm.of(byId.post(host, "/kita/login/id", login), "/kita/login/id")
            .with("pin", "4321dcba")
            .with("new", PIN)
            .with("repeated", PIN);
    assertThat(byId.post(host, "/kita/login/id", change).status()).isEqualTo(303);
    for (String page : READ) {
      assertThat(user.get(page).status()).as(page).isEqualTo(404);
      assertThat(byId.get(host, "/kita" + page).status()).as(page).isEqualTo(404);
    }
    for (String page : FORMS) {
      PageForm form = administrator.form(page);
      String path = page.split("\\?", 2)[0];
      assertThat(user.get(page).status()).as(page).isEqualTo(404);
      assertThat(user.post(path, form).status()).as(page).isEqualTo(404);
      assertThat(byId.post(host, "/kita" + path, form).status()).as(page).isEqualTo(404);
    }
    assertThat(user.get("/").body()).doesNotContain("/menu");
    assertThat(history(administrator, "u1", Act.SUBSCRIBER_SUSPENDED, Act.USER_DELETED))
        .isEqualTo("[SUBSCRIBER_SUSPENDED=0, USER_DELETED=0]");
  }

  @Test
  void atAHostOfItsOwnAnInstitutionHasTheSamePages() throws Exception {
    Browser browser = new Browser(Optional.empty());
    for (String page : Stream.concat(FORMS.stream(), READ.stream()).toList()) {
      Answer answer = browser.get(site.hostOfMinami(), page);
      assertThat(answer.status()).as(page).isEqualTo(403);
      assertThat(answer.body()).as(page).contains("C0", "みなみ銀行");
    }
  }

  @Test
  void aFormOfSomebodyElseHasNoEffect() throws Exception {
    Person administrator = site.administrator();
    site.without(administrator.contract(), "u1");
    for (String page : FORMS) {
      PageForm form = administrator.form(page);
      String path = "/kita" + page.split("\\?", 2)[0];
      String host = administrator.host();
      for (String origin : List.of("https://evil.example", "null", "https://" + site.freshHost())) {
        Answer answer = administrator.browser().post(host, path, form, "Origin: " + origin);
        assertThat(answer.status()).as(page).isEqualTo(403);
      }
      assertThat(administrator.browser().post(host, path, form, new String[0]).status())
          .isEqualTo(403);
    }
    assertThat(administrator.get("/users").body()).doesNotContain("利用停止中");
    assertThat(history(administrator, "u1", Act.USER_DELETED)).isEqualTo("[USER_DELETED=0]");
  }

  @Test
  void usersOfAnotherCorporationAreNotThere() throws Exception {
    Person other = site.administrator();
    site.without(other.contract(), "theirs");
    Person administrator = site.administrator();
    site.without(administrator.contract(), "u1");
    assertThat(administrator.get("/users?search=theirs").body()).contains("該当する利用者はいません");
    for (String page : FORMS.subList(1, 9)) {
      for (String id :
          List.of("theirs", other.contract() + "/theirs", other.contract(), "..", "")) {
        String theirs = page.replace("u1", id);
        assertThat(administrator.get(theirs).status()).as(theirs).isIn(404, 422);
      }
    }
    PageForm form = administrator.form("/users/delete?user=u1").with("seen", "theirs.0.");
    assertThat(administrator.post("/users/delete", form).body()).contains("見つかりませんでした");
    assertThat(
            administrator
                .post("/users/delete", form.with("seen", other.contract() + "/theirs.0."))
                .status())
        .isEqualTo(400);
    assertThat(history(other, "theirs", Act.USER_DELETED)).isEqualTo("[USER_DELETED=0]");
    assertThat(administrator.get("/users/acts?user=theirs").body()).contains("該当する履歴はありません");
  }

  @Test
  void anOldScreenChangesNothing() throws Exception {
    Person administrator = site.administrator();
    site.user(administrator.contract(), "u1");
    for (String page : FORMS.subList(1, 9)) {
      PageForm old = administrator.form(page);
      administrator.does("/users/suspend?user=u1");
      administrator.does("/users/resume?user=u1");
      if (page.startsWith("/users/reset")) {
        old =
            old.with("temporary-login", "other123")
                .with("temporary-login-repeated", "other123")
                .with("temporary-confirmation", "sure5678")
                .with("temporary-confirmation-repeated", "sure5678");
      } else if (page.startsWith("/users/change")) {
        old = old.with("name", "別　人").with("kana", "ﾍﾞﾂ").with("reissue", "yes");
      }
      Answer answer = administrator.post(page.split("\\?", 2)[0], old);
      assertThat(answer.body()).as(page).containsAnyOf("変更があったため", "すでにその状態");
    }
    assertThat(administrator.get("/users").body()).contains("発行済み").doesNotContain("別　人");
    PageForm company = administrator.form("/company");
    assertThat(administrator.post("/company", company.with("mail1", "a@suzuki.example")).body())
        .contains("A12", "変更しました");
    Answer old = administrator.post("/company", company.with("mail1", "b@suzuki.example"));
    assertThat(old.body()).contains("今の内容を表示", "value=\"a@suzuki.example\"");
  }

  @Test
  void whatNobodyTypesIsTold() throws Exception {
    Person administrator = site.administrator();
    for (String day : List.of("+999999999-12-31", "-0001-01-01", "9999-12-31", "x", "%00")) {
      for (String field : List.of("from", "until")) {
        Answer answer =
            administrator.get("/users/acts?%s=%s".formatted(field, day.replace("+", "%2B")));
        assertThat(answer.status()).as(day).isEqualTo(422);
        assertThat(answer.body()).contains("href=\"#%s\"".formatted(field));
      }
    }
    assertThat(administrator.get("/users?search=a%00b").status()).isEqualTo(400);
    assertThat(administrator.get("/users?search=%F0%9F&page=99999999999&sort=x").status())
        .isEqualTo(200);
  }

  @Test
  void aDoubleClickAndAReloadAreOneActAndShowItsResult() throws Exception {
    Person administrator = site.administrator();
    site.without(administrator.contract(), "u1");
    PageForm form = administrator.form("/users/suspend?user=u1");
    List<Answer> answers = Browser.together(() -> administrator.post("/users/suspend", form));
    assertThat(answers).allMatch(answer -> answer.body().contains("停止しました"));
    administrator.does("/users/resume?user=u1");
    assertThat(administrator.post("/users/suspend", form).body()).contains("停止しました");
    assertThat(administrator.get("/users").body()).doesNotContain("利用停止中");
    assertThat(history(administrator, "u1", Act.SUBSCRIBER_SUSPENDED))
        .isEqualTo("[SUBSCRIBER_SUSPENDED=1]");
    assertThat(administrator.post("/users/suspend", form.with("form", "00")).status())
        .isEqualTo(400);
  }

  @Test
  void aWrongConfirmationPinIsCountedOnceAFormAndLocksAtLast() throws Exception {
    Person administrator = site.administrator();
    site.without(administrator.contract(), "u1");
    for (int tries = 1; tries <= 5; tries++) {
      PageForm wrong = administrator.form("/users/delete?user=u1").with("confirmation", "wrong123");
      for (int sent = 0; sent < 3; sent++) {
        Answer answer = administrator.post("/users/delete", wrong);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("href=\"#confirmation\"").doesNotContain("wrong123");
      }
    }
    assertThat(site.told("subscriber:" + administrator.contract(), Act.PIN_LOCKED)).isOne();
    assertThat(administrator.does("/users/delete?user=u1").body()).contains("ロックされています");
    assertThat(history(administrator, "u1", Act.USER_DELETED)).isEqualTo("[USER_DELETED=0]");
  }
}
