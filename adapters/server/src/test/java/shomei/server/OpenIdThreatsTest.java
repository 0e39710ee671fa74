package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
import shomei.domain.history.Act;
import shomei.domain.oidc.Code;
import shomei.server.Browser.Answer;

/// What must never happen at the OpenID Connect provider.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OpenIdThreatsTest {
  private OpenIdBank bank;
  private Application pay;

  @BeforeAll
  @SuppressWarnings("NullAway.Init") // started before all tests
  void start(@TempDir Path folder) throws Exception {
    bank = new OpenIdBank(folder);
    pay = bank.pay;
  }

  @AfterAll
  void stop() {
    bank.close();
  }

  private static void refused(Answer answer, int status, String error) throws Exception {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(Application.json(answer).get("error").asText()).isEqualTo(error);
    assertThat(answer.body()).doesNotContain("id_token");
  }

  @Test
  void nobodyIsSentToAnAddressThatIsNotRegistered() throws Exception {
    Browser browser = new Browser(Optional.empty());
    for (String other :
        List.of(
            "https://evil.example/back",
            "https://pay.example/back",
            "https://pay.example/back?from=bank&x=1",
            "https://pay.example/back?from=BANK",
            "https://pay.example:443/back?from=bank",
            "HTTPS://pay.example/back?from=bank",
            "https://pay.example/back?from=bank#x",
            "https://pay.example@evil.example/back?from=bank",
            "https://evil.example/%2e%2e/pay.example/back?from=bank",
            "javascript:alert(1)")) {
      String query =
          pay.request()
              .build()
              .toQueryString()
              .replaceAll("redirect_uri=[^&]*", "redirect_uri=")
              .replace("redirect_uri=", "redirect_uri=" + encoded(other));
      for (String more : List.of("", "&prompt=none", "&response_type=token", "&redirect_uri=x")) {
        Answer answer = pay.authorize(browser, query + more);
        assertThat(answer.status()).as(other + more).isEqualTo(400);
        assertThat(Application.next(answer)).isEmpty();
        assertThat(answer.body()).doesNotContain("evil.example");
      }
    }
    Answer twice =
        pay.authorize(
            browser,
            pay.request().build().toQueryString()
                + "&redirect_uri="
                + encoded("https://evil.example/"));
    assertThat(twice.status()).isEqualTo(400);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void anIdThatNobodyCanHaveIsToldAndNoFault() throws Exception {
    String nobodys =
        pay.request().build().toQueryString().replace("client_id=pay", "client_id=%00");
    assertThat(pay.authorize(new Browser(Optional.empty()), nobodys).status()).isEqualTo(400);
    refused(pay.named("\0").redeem("code"), 400, "invalid_request");
  }

  @Test
  void theLoginLeadsOnToOurOwnPagesAlone() throws Exception {
    OpenIdBank.User user = bank.user();
    Browser browser = user.browser();
    String host = "own0000001" + bank.signedIn;
    for (String then :
        List.of("https://evil.example/", "//evil.example", "x\r\nLocation: https://evil.example")) {
      Map<String, String> filled =
          new HashMap<>(browser.get(host, "/kita/login?door=user").filled(OpenIdBank.PIN));
      filled.put("then", then);
      Answer opened = browser.post(host, "/kita/login", filled);
      assertThat(opened.header("location")).contains("/kita/renewal");
      assertThat(opened.headers().toString()).doesNotContain("evil");
    }
    Map<String, String> filled =
        new HashMap<>(browser.get(host, "/kita/login?door=user").filled(OpenIdBank.PIN));
    filled.put("then", "client_id=pay&redirect_uri=" + encoded("https://evil.example/"));
    Answer end = Application.follow(browser, browser.post(host, "/kita/login", filled), host);
    assertThat(end.status()).isEqualTo(400);
  }

  @Test
  void whatIsNotServedIsToldToTheApplication() throws Exception {
    Browser browser = new Browser(Optional.empty());
    String good = pay.request().build().toQueryString();
    Map<String, String> wrong =
        Map.of(
            good.replace("S256", "plain"),
            "invalid_request",
            good.replaceAll("&?code_challenge_method=S256", ""),
            "invalid_request",
            good.replaceAll("&?code_challenge=[^&]*", ""),
            "invalid_request",
            good.replace("response_type=code", "response_type=token"),
            "*",
            good.replace("response_type=code", "response_type=id_token"),
            "*",
            good + "&response_mode=fragment",
            "invalid_request",
            good + "&request_uri=" + encoded("https://pay.example/r"),
            "request_uri_not_supported",
            good.replace("scope=openid", "scope=email"),
            "*",
            good + "&nonce=again",
            "invalid_request",
            good + "&prompt=none",
            "login_required");
    assertThat(pay.authorize(browser, good + "&x=" + "a".repeat(3300)).header("location"))
        .hasValueSatisfying(where -> assertThat(where).contains("error=invalid_request"));
    for (Map.Entry<String, String> one : wrong.entrySet()) {
      Answer answer = pay.authorize(browser, one.getKey());
      String location = answer.header("location").orElse("nowhere");
      assertThat(location).as(one.getKey()).startsWith(Application.REDIRECT.toString());
      assertThat(location).contains("state=state-1").contains("iss=").contains("error=");
      assertThat(location).doesNotContain("code=");
      if (!one.getValue().equals("*")) {
        assertThat(location).as(one.getKey()).contains("error=" + one.getValue());
      }
    }
  }

  @Test
  void aCodeIsGoodOnceAndItsSecondUseEndsWhatTheFirstGave() throws Exception {
    OpenIdBank.User user = bank.user();
    String code = pay.code(bank.logIn(pay, user));
    String accessToken = Application.json(pay.redeem(code)).get("access_token").asText();
    assertThat(pay.userInfo(accessToken).status()).isEqualTo(200);
    refused(pay.redeem(code), 400, "invalid_grant");
    assertThat(pay.userInfo(accessToken).status()).isEqualTo(401);
    assertThat(bank.told("oidc-client:pay", Act.CODE_REPLAYED)).isOne();
    refused(pay.redeem(code), 400, "invalid_grant");
    String raced = pay.code(OpenIdBank.again(pay, user));
    assertThat(Browser.together(() -> pay.redeem(raced)))
        .filteredOn(answer -> answer.status() == 200)
        .hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void aCodeIsWorthNothingWithoutAllThatItIsBoundTo() throws Exception {
    Application other = Application.register(bank.site, bank.issuer, "other");
    OpenIdBank.User user = bank.user();
    String code = pay.code(bank.logIn(pay, user));
    refused(other.redeem(code), 400, "invalid_grant");
    refused(other.redeem(code, Map.of("client_id", "pay")), 400, "invalid_grant");
    refused(pay.with("wrong").redeem(code), 401, "invalid_client");
    refused(pay.with("").redeem(code), 401, "invalid_client");
    refused(pay.at(bank.issuer.replace("kita", "minami")).redeem(code), 401, "invalid_client");
    assertThat(pay.redeem(code).status()).as("what others tried takes nothing").isEqualTo(200);
    for (Map<String, String> wrong :
        List.of(
            Map.of("code_verifier", "a".repeat(43)),
            Map.of("redirect_uri", "https://pay.example/back"),
            Map.of("redirect_uri", "https://evil.example/"))) {
      String next = pay.code(OpenIdBank.again(pay, user));
      refused(pay.redeem(next, wrong), 400, "invalid_grant");
      refused(pay.redeem(next), 400, "invalid_grant");
    }
    refused(pay.redeem("nothing"), 400, "invalid_grant");
    refused(
        pay.redeem(code, Map.of("grant_type", "client_credentials")),
        400,
        "unsupported_grant_type");
  }

  @Test
  void aCodeEndsAfterAMinute() throws Exception {
    String code = pay.code(bank.logIn(pay, bank.user()));
    bank.clock.forward(Code.LIFETIME);
    refused(pay.redeem(code), 400, "invalid_grant");
  }

  @Test
  void revocationCountsBetweenCodeAndTokenAndAfterIt() throws Exception {
    OpenIdBank.User user = bank.user();
    String first = pay.code(bank.logIn(pay, user));
    String second = pay.code(OpenIdBank.again(pay, user));
    String accessToken = Application.json(pay.redeem(first)).get("access_token").asText();
    bank.site.must(
        "certificate", "revoke", user.held().certificate().getSerialNumber().toString(16));
    refused(pay.redeem(second), 400, "invalid_grant");
    assertThat(pay.userInfo(accessToken).status()).isEqualTo(401);
    assertThat(OpenIdBank.again(pay, user).body()).as("no code").doesNotContain("code=");
  }

  @Test
  void aStolenCookieGetsNoCodeAndEndsTheSession() throws Exception {
    OpenIdBank.User user = bank.user();
    bank.logIn(pay, user);
    OpenIdBank.User thief =
        new OpenIdBank.User("", bank.user().held(), new Browser(Optional.empty()));
    thief.browser().cookies.putAll(user.browser().cookies);
    Answer answer = OpenIdBank.again(pay, thief);
    assertThat(answer.header("location")).isEmpty();
    assertThat(bank.told("subscriber:" + user.seat(), Act.SESSION_ENDED)).isOne();
    assertThat(OpenIdBank.again(pay, user).header("location")).isEmpty();
  }
}
