package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.history.Act;
import shomei.server.Browser.Answer;

/// The OpenID Connect provider of the running server.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OpenIdTest {
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

  private IDTokenClaimsSet validated(Application application, String client, Answer answer)
      throws Exception {
    JsonNode tokens = Application.json(answer);
    var validator =
        new IDTokenValidator(
            new Issuer("https://" + bank.issuer),
            new ClientID(client),
            JWSAlgorithm.RS256,
            JWKSet.parse(application.read("/oidc/keys").toString()));
    validator.setMaxClockSkew(Math.toIntExact(Duration.ofDays(3650).toSeconds()));
    return validator.validate(SignedJWT.parse(tokens.get("id_token").asText()), application.nonce);
  }

  private static String error(Answer answer) throws Exception {
    return Application.back(answer).toErrorResponse().getErrorObject().getCode();
  }

  private static void refused(Answer answer, int status, String error) throws Exception {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(Application.json(answer).get("error").asText()).isEqualTo(error);
    assertThat(answer.body()).doesNotContain("id_token");
  }

  @Test
  void theMetadataNameWhatIsThereAndNothingElse() throws Exception {
    JsonNode metadata = pay.read("/.well-known/openid-configuration");
    assertThat(metadata.get("issuer").asText()).isEqualTo("https://" + bank.issuer);
    assertThat(metadata.get("code_challenge_methods_supported"))
        .extracting(JsonNode::asText)
        .containsExactly("S256");
    assertThat(metadata.get("id_token_signing_alg_values_supported"))
        .extracting(JsonNode::asText)
        .containsExactly("RS256");
    assertThat(metadata.get("response_types_supported"))
        .extracting(JsonNode::asText)
        .containsExactly("code");
    assertThat(metadata.get("request_uri_parameter_supported").asBoolean()).isFalse();
    assertThat(metadata.get("authorization_response_iss_parameter_supported").asBoolean()).isTrue();
    assertThat(pay.at(bank.issuer.replace("kita", "minami")).read("/oidc/keys").get("keys"))
        .isEmpty();
  }

  @Test
  void whoLogsInIsToldToTheApplicationWithCertificateAndSession() throws Exception {
    OpenIdBank.User user = bank.user();
    Answer answer = pay.redeem(pay.code(bank.logIn(pay, user)));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.header("cache-control")).contains("no-store");
    IDTokenClaimsSet claims = validated(pay, "pay", answer);
    assertThat(claims.getStringClaim("contract")).isEqualTo("12345678901234");
    assertThat(claims.getStringClaim("user")).isEqualTo(user.seat().split("/")[1]);
    assertThat(claims.getStringClaim("role")).isEqualTo("user");
    assertThat(claims.getACR().getValue()).isEqualTo("phr");
    assertThat(claims.getAMR()).extracting(Object::toString).contains("mfa", "pin");
    assertThat(claims.getAuthenticationTime()).isNotNull();
    assertThat(claims.getAccessTokenHash()).isNotNull();
    byte[] sha256 =
        MessageDigest.getInstance("SHA-256").digest(user.held().certificate().getEncoded());
    assertThat(claims.getJSONObjectClaim("cnf"))
        .containsEntry("x5t#S256", Base64.getUrlEncoder().withoutPadding().encodeToString(sha256));
    assertThat(bank.told("subscriber:" + user.seat(), Act.CODE_REDEEMED)).isOne();

    JsonNode info =
        Application.json(pay.userInfo(Application.json(answer).get("access_token").asText()));
    assertThat(info.get("sub").asText()).isEqualTo(claims.getSubject().getValue());
    assertThat(info.get("contract").asText()).isEqualTo("12345678901234");
  }

  @Test
  void whoIsLoggedInComesIntoTheNextApplicationWithoutAPinAndIsTheSameThere() throws Exception {
    Application books = Application.register(bank.site, bank.issuer, "books");
    OpenIdBank.User user = bank.user();
    var first = validated(pay, "pay", pay.redeem(pay.code(bank.logIn(pay, user))));
    var second = validated(books, "books", books.redeem(books.code(OpenIdBank.again(books, user))));
    assertThat(second.getSubject()).isEqualTo(first.getSubject());
    assertThat(second.getStringClaim("sid")).isEqualTo(first.getStringClaim("sid"));
    assertThat(bank.told("subscriber:" + user.seat(), Act.LOGGED_IN)).isOne();
  }

  @Test
  void anApplicationWithoutASecretProvesItsVerifier() throws Exception {
    Application app = Application.register(bank.site, bank.issuer, "app", "--public");
    OpenIdBank.User user = bank.user();
    assertThat(app.redeem(app.code(bank.logIn(app, user))).status()).isEqualTo(200);
    String code = app.code(OpenIdBank.again(app, user));
    refused(app.redeem(code, Map.of("code_verifier", "a".repeat(43))), 400, "invalid_grant");
    refused(app.redeem(code), 400, "invalid_grant");
  }

  @Test
  void anApplicationMayAskForAnotherLoginOrForNone() throws Exception {
    OpenIdBank.User user = bank.user();
    for (String none : List.of("&prompt=none", "&max_age=600&prompt=none", "&login_hint=")) {
      bank.logIn(pay, user);
      String own = none.endsWith("=") ? none + encoded(user.seat()) : none;
      assertThat(Application.back(bank.authorize(user, own)).indicatesSuccess()).as(none).isTrue();
    }
    for (String another : List.of("&max_age=0", "&login_hint=12345678901234%2Fsomebody")) {
      assertThat(error(bank.authorize(user, another + "&prompt=none"))).isEqualTo("login_required");
    }
    for (String another :
        List.of(
            "&prompt=login",
            "&prompt=select_account",
            "&max_age=0",
            "&login_hint=12345678901234%2Fsomebody")) {
      bank.logIn(pay, user);
      Answer form = bank.authorize(user, another);
      assertThat(form.body()).as(another).contains("name=\"pin\"");
      Answer back =
          Application.follow(user.browser(), OpenIdBank.submitted(user, form), user.browser().at);
      assertThat(Application.back(back).indicatesSuccess()).as(another).isTrue();
    }
  }

  @Test
  void anIdTokenAsAHintIsOfWhoIsLoggedInOrNobodyIs() throws Exception {
    OpenIdBank.User user = bank.user();
    Answer own = pay.redeem(pay.code(bank.logIn(pay, user)));
    String hint = "&id_token_hint=" + Application.json(own).get("id_token").asText();
    assertThat(Application.back(bank.authorize(user, hint)).indicatesSuccess()).isTrue();
    OpenIdBank.User other = bank.user();
    bank.logIn(pay, other);
    assertThat(error(bank.authorize(other, hint))).isEqualTo("login_required");
    OpenIdBank.User nobody = bank.user();
    Answer form = bank.authorize(nobody, hint);
    Answer back =
        Application.follow(
            nobody.browser(), OpenIdBank.submitted(nobody, form), nobody.browser().at);
    assertThat(error(back)).as("logged in as another").isEqualTo("login_required");
  }

  @Test
  void theApplicationEndsTheSessionWithItsIdTokenAlone() throws Exception {
    OpenIdBank.User user = bank.user();
    Answer answer = pay.redeem(pay.code(bank.logIn(pay, user)));
    String idToken = Application.json(answer).get("id_token").asText();
    String accessToken = Application.json(answer).get("access_token").asText();
    String bye = "&state=s2&post_logout_redirect_uri=" + encoded("https://pay.example/bye");
    Browser stranger = new Browser(Optional.empty());
    String none =
        Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
            + "."
            + idToken.split("\\.")[1]
            + ".";
    String other = idToken.substring(0, idToken.length() - 4) + "AAAA";
    for (String hint : List.of("", "id_token_hint=" + none, "id_token_hint=" + other)) {
      Answer led = stranger.get(pay.host(), pay.path("/end-session?" + hint + bye));
      assertThat(led.body()).doesNotContain("pay.example");
    }
    assertThat(pay.userInfo(accessToken).status()).as("nothing ended").isEqualTo(200);

    String good = "/end-session?id_token_hint=" + idToken;
    Answer elsewhere =
        stranger.get(
            pay.host(),
            pay.path(good + "&post_logout_redirect_uri=" + encoded("https://evil.example/")));
    assertThat(elsewhere.header("location"))
        .hasValueSatisfying(where -> assertThat(where).endsWith("/kita/goodbye"));
    assertThat(pay.userInfo(accessToken).status()).isEqualTo(401);
    assertThat(stranger.get(pay.host(), pay.path(good + bye)).header("location"))
        .contains("https://pay.example/bye?state=s2");
    assertThat(bank.told("subscriber:" + user.seat(), Act.SESSION_ENDED)).isOne();
    assertThat(OpenIdBank.again(pay, user).body()).contains("name=\"pin\"");
  }

  @Test
  void aNewKeyIsPublishedFirstAndSignsLaterAndTheOldOneStays() throws Exception {
    OpenIdBank.User user = bank.user();
    Answer before = pay.redeem(pay.code(bank.logIn(pay, user)));
    String old = kid(before);
    bank.site.must("oidc-key", "add", "-i", "kita");
    assertThat(pay.read("/oidc/keys").get("keys")).hasSizeGreaterThanOrEqualTo(2);
    assertThat(kid(pay.redeem(pay.code(OpenIdBank.again(pay, user))))).isEqualTo(old);
    bank.clock.forward(Duration.ofMinutes(10));
    Answer after = pay.redeem(pay.code(OpenIdBank.again(pay, user)));
    assertThat(kid(after)).isNotEqualTo(old);
    validated(pay, "pay", before);
    validated(pay, "pay", after);
    assertThat(bank.site.run("oidc-key", "remove", "-i", "kita", old).code()).isZero();
    assertThat(pay.read("/oidc/keys").toString()).doesNotContain(old);
    assertThat(bank.site.run("oidc-key", "remove", "-i", "kita", kid(after)).code()).isOne();
  }

  private static String kid(Answer answer) throws Exception {
    return SignedJWT.parse(Application.json(answer).get("id_token").asText())
        .getHeader()
        .getKeyID();
  }

  @Test
  void operatorsAddListAndRemoveApplications() throws Exception {
    Application gone = Application.register(bank.site, bank.issuer, "gone");
    assertThat(bank.site.must("oidc-client", "list", "-i", "kita")).contains("gone", "kept");
    OpenIdBank.User user = bank.user();
    String code = gone.code(bank.logIn(gone, user));
    bank.site.must("oidc-client", "remove", "-i", "kita", "gone");
    refused(gone.redeem(code), 401, "invalid_client");
    assertThat(gone.authorize(user.browser(), gone.request()).status()).isEqualTo(400);
    for (String uri :
        List.of("http://pay.example/", "https://pay.example/#x", "pay.example", "https:///x")) {
      Site.Ended ended =
          bank.site.run("oidc-client", "add", "-i", "kita", "bad", "--redirect-uri", uri);
      assertThat(ended.code()).as(uri).isOne();
    }
    assertThat(
            bank.site
                .run(
                    "oidc-client",
                    "add",
                    "-i",
                    "kita",
                    "pay",
                    "--redirect-uri",
                    "https://x.example/")
                .err())
        .contains("already");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
