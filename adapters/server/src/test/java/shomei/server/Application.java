package shomei.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.AuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import shomei.server.Browser.Answer;

/// An application of the bank as a relying party's library makes its requests, and the browser of
/// whoever logs in to it.
final class Application {
  static final URI REDIRECT = URI.create("https://pay.example/back?from=bank");
  private static final ObjectMapper JSON = new ObjectMapper();

  final State state = new State("state-1");
  final Nonce nonce = new Nonce("nonce-1");
  final CodeVerifier verifier = new CodeVerifier();
  private final String id;
  private final Optional<String> secret;
  private final String issuer;
  private final Browser behind;

  private Application(String id, Optional<String> secret, String issuer) throws Exception {
    this.id = id;
    this.secret = secret;
    this.issuer = issuer;
    this.behind = new Browser(Optional.empty());
  }

  /// Registers one at the bank kita.
  ///
  /// @param issuer host, port and path of the provider
  static Application register(Site site, String issuer, String id, String... options)
      throws Exception {
    String[] fixed = {
      "oidc-client", "add", "-i", "kita", id, "--redirect-uri", REDIRECT.toString(), "--json"
    };
    String out =
        site.must(
            Stream.concat(Arrays.stream(fixed), Arrays.stream(options)).toArray(String[]::new));
    String secret = JSON.readTree(out).get("client_secret").asText();
    return new Application(id, Optional.of(secret).filter(one -> !one.equals("none")), issuer);
  }

  /// The same application with another secret.
  Application with(String wrong) throws Exception {
    return new Application(id, Optional.of(wrong), issuer);
  }

  /// The same under another id.
  Application named(String other) throws Exception {
    return new Application(other, secret, issuer);
  }

  /// The same at another institution.
  Application at(String other) throws Exception {
    return new Application(id, secret, other);
  }

  String host() {
    return issuer.substring(0, issuer.indexOf('/'));
  }

  String path(String page) {
    return issuer.substring(issuer.indexOf('/')) + page;
  }

  /// What is asked for, to be changed by a test.
  AuthenticationRequest.Builder request() {
    return new AuthenticationRequest.Builder(
            ResponseType.CODE, new Scope("openid"), new ClientID(id), REDIRECT)
        .state(state)
        .nonce(nonce)
        .codeChallenge(verifier, CodeChallengeMethod.S256);
  }

  Answer authorize(Browser browser, AuthenticationRequest.Builder request) throws Exception {
    return authorize(browser, request.build().toQueryString());
  }

  Answer authorize(Browser browser, String query) throws Exception {
    return browser.get(host(), path("/authorize?" + query), "Sec-Fetch-Site: cross-site");
  }

  /// Follows redirects and the pages that lead on, as a browser does, until a page is left or a
  /// stranger's is reached.
  static Answer follow(Browser browser, Answer answer, String host) throws Exception {
    Answer last = answer;
    String at = host;
    for (int hops = 0; hops < 10; hops++) {
      Optional<String> next = next(last);
      if (next.isEmpty() || next.get().startsWith(REDIRECT.toString())) {
        return last;
      }
      URI where = URI.create("https://" + at + "/").resolve(next.get());
      at = where.getRawAuthority();
      String query = where.getRawQuery() == null ? "" : "?" + where.getRawQuery();
      browser.at = at;
      last = browser.get(at, where.getRawPath() + query);
    }
    throw new AssertionError("no end of redirects: " + last);
  }

  static Optional<String> next(Answer answer) {
    return answer
        .header("location")
        .or(() -> answer.header("refresh").map(refresh -> refresh.substring("0; url=".length())));
  }

  /// What came back through the browser.
  static AuthorizationResponse back(Answer answer) throws Exception {
    String location = answer.header("location").orElseThrow();
    return AuthorizationResponse.parse(URI.create(location));
  }

  String code(Answer answer) throws Exception {
    AuthorizationSuccessResponse success = back(answer).toSuccessResponse();
    if (!state.equals(success.getState())
        || !("https://" + issuer).equals(success.getIssuer().getValue())) {
      throw new AssertionError(answer);
    }
    return success.getAuthorizationCode().getValue();
  }

  /// Turns a code in.
  Answer redeem(String code) throws Exception {
    return redeem(code, Map.of());
  }

  /// @param other fields that are not as they should be
  Answer redeem(String code, Map<String, String> other) throws Exception {
    Map<String, String> form = new HashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", REDIRECT.toString());
    form.put("code_verifier", verifier.getValue());
    if (secret.isEmpty()) {
      form.put("client_id", id);
    }
    form.putAll(other);
    String[] headers =
        secret
            .map(one -> new String[] {"Authorization: Basic " + basic(id + ":" + one)})
            .orElse(new String[0]);
    return behind.post(host(), path("/token"), form, headers);
  }

  Answer userInfo(String accessToken) throws Exception {
    return behind.get(host(), path("/userinfo"), "Authorization: Bearer " + accessToken);
  }

  JsonNode read(String page) throws Exception {
    return JSON.readTree(behind.get(host(), path(page)).body());
  }

  static JsonNode json(Answer answer) throws Exception {
    return JSON.readTree(answer.body());
  }

  private static String basic(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
