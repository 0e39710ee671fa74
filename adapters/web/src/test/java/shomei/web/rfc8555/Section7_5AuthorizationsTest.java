package shomei.web.rfc8555;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.protocol.jwk.KeyAuthorization;

/// RFC 8555 §7.5, §7.1.4, and §8 as far as the edge shows it.
final class Section7_5AuthorizationsTest {
  @RegisterExtension static final Edge edge = new Edge();

  private final Setup setup = new Setup(edge);
  private final Client client = setup.partner("kita", "good.example", false);

  @Test
  @Requirement({"AUT-01", "AUT-02", "AUT-03", "CHL-01", "CHL-15"})
  void aNameAndItsWildcardHaveAuthorizationsOfTheirOwn() {
    Answer order = client.order("dns", "www.good.example", "*.www.good.example").has(201);
    Answer base = authorization(order, 0);
    Answer wild = authorization(order, 1);
    assertThat(base.json().path("identifier")).isEqualTo(wild.json().path("identifier"));
    assertThat(base.json().path("identifier").path("value").textValue())
        .isEqualTo("www.good.example");
    assertThat(base.json().has("wildcard")).isFalse();
    assertThat(wild.json().path("wildcard").booleanValue()).isTrue();
    assertThat(base.text("status")).isEqualTo("pending");
    assertThat(challenge(base, "http-01").isMissingNode()).isFalse();
    assertThat(challenge(base, "dns-01").isMissingNode()).isFalse();
    assertThat(challenge(wild, "http-01").isMissingNode()).isTrue();
    assertThat(challenge(wild, "dns-01").isMissingNode()).isFalse();
    Set<String> tokens = new HashSet<>();
    for (JsonNode one : base.json().path("challenges")) {
      assertThat(one.path("token").textValue()).matches("[A-Za-z0-9_-]{22,}");
      assertThat(one.path("status").textValue()).isEqualTo("pending");
      assertThat(one.path("url").textValue()).startsWith(client.url("challenge/"));
      tokens.add(one.path("token").textValue());
    }
    tokens.add(challenge(wild, "dns-01").path("token").textValue());
    assertThat(tokens).hasSize(base.json().path("challenges").size() + 1);
  }

  @Test
  @Requirement({"AUT-05", "AUT-07", "ORD-16"})
  void aDeactivatedAuthorizationEndsTheOrdersThatNeedIt() {
    Answer order = client.order("dns", "www.good.example").has(201);
    String url = order.json().path("authorizations").get(0).textValue();
    Answer answer = client.post(url, "{\"status\":\"deactivated\"}").has(200);
    assertThat(answer.text("status")).isEqualTo("deactivated");
    assertThat(client.read(url).text("status")).isEqualTo("deactivated");
    assertThat(client.read(order.location()).text("status")).isEqualTo("invalid");
    client.post(url, "{\"status\":\"deactivated\"}").isProblem(400, "malformed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"status\":\"valid\"}",
        "{\"status\":\"pending\"}",
        "{\"status\":\"Deactivated\"}",
        "{\"status\":1}",
        "{\"status\":null}",
        "[]"
      })
  @Requirement("AUT-06")
  void noOtherChangeIsTaken(String payload) {
    Answer order = client.order("dns", "www.good.example").has(201);
    String url = order.json().path("authorizations").get(0).textValue();
    client.post(url, payload).isProblem(400, "malformed");
    assertThat(client.read(url).text("status")).isEqualTo("pending");
  }

  @Test
  @Requirement({"CHL-02", "CHL-03", "CHL-04", "CHL-05", "CHL-06", "CHL-07", "CHL-18", "ORD-16"})
  void http01IsLookedAtOffTheRequestPath() {
    Answer order = client.order("dns", "look.good.example").has(201);
    String authz = order.json().path("authorizations").get(0).textValue();
    JsonNode challenge = challenge(client.read(authz), "http-01");
    String url = challenge.path("url").textValue();
    Answer read = client.read(url).has(200);
    assertThat(read.text("status")).isEqualTo("pending");
    assertThat(read.links("up")).containsExactly(authz);
    assertThat(edge.later).isEmpty();

    String token = challenge.path("token").textValue();
    edge.web.put("look.good.example/" + token, KeyAuthorization.of(token, client.jwk()).value());
    Answer begun = client.post(url, "{\"keyAuthorization\":\"x\",\"unknown\":1}").has(200);
    assertThat(begun.text("status")).isEqualTo("processing");
    assertThat(begun.links("up")).containsExactly(authz);
    assertThat(begun.header("Retry-After")).matches("[1-9][0-9]*");
    assertThat(client.read(authz).header("Retry-After")).isNotEmpty();
    assertThat(client.post(url, "{}").has(200).text("status")).isEqualTo("processing");
    assertThat(edge.later).hasSize(1);

    edge.work();
    Answer done = client.post(url, "{}").has(200);
    assertThat(done.text("status")).isEqualTo("valid");
    assertThat(Instant.parse(done.text("validated"))).isBeforeOrEqualTo(edge.clock.instant());
    assertThat(done.json().has("error")).isFalse();
    assertThat(done.links("up")).containsExactly(authz);
    Answer valid = client.read(authz).has(200);
    assertThat(valid.text("status")).isEqualTo("valid");
    assertThat(valid.text("expires")).isNotEmpty();
    assertThat(valid.json().path("challenges")).hasSize(1);
    assertThat(client.read(order.location()).text("status")).isEqualTo("ready");
  }

  @Test
  @Requirement({"CHL-04", "CHL-06", "ORD-16"})
  void whatALookFindsWithinAMomentIsToldInTheAnswer() {
    edge.quick = true;
    try {
      Answer order = client.order("dns", "quick.good.example").has(201);
      JsonNode challenge = challenge(authorization(order, 0), "http-01");
      String token = challenge.path("token").textValue();
      edge.web.put("quick.good.example/" + token, KeyAuthorization.of(token, client.jwk()).value());
      Answer valid = client.post(challenge.path("url").textValue(), "{}").has(200);
      assertThat(valid.text("status")).isEqualTo("valid");
      assertThat(valid.text("validated")).isNotEmpty();
      assertThat(valid.links("up")).hasSize(1);
      assertThat(client.read(order.location()).text("status")).isEqualTo("ready");

      Answer bad = client.order("dns", "bad.good.example").has(201);
      Answer invalid = client.post(Issued.challenge(client, bad, "http-01"), "{}").has(200);
      assertThat(invalid.text("status")).isEqualTo("invalid");
      assertThat(invalid.json().path("error").path("type").textValue()).isNotEmpty();
      assertThat(client.read(bad.location()).text("status")).isEqualTo("invalid");
    } finally {
      edge.quick = false;
    }
  }

  @Test
  @Requirement({"CHL-11", "ORD-16"})
  void aFailedLookMakesChallengeAuthorizationAndOrderInvalid() {
    Answer order = client.order("dns", "fail.good.example").has(201);
    String authz = order.json().path("authorizations").get(0).textValue();
    String url = challenge(client.read(authz), "dns-01").path("url").textValue();
    client.post(url, "{}").has(200);
    edge.work();
    Answer failed = client.read(url).has(200);
    assertThat(failed.text("status")).isEqualTo("invalid");
    assertThat(failed.json().path("error").path("type").textValue())
        .isEqualTo("urn:ietf:params:acme:error:incorrectResponse");
    assertThat(client.read(authz).text("status")).isEqualTo("invalid");
    Answer ended = client.read(order.location());
    assertThat(ended.text("status")).isEqualTo("invalid");
    assertThat(ended.json().path("error").path("detail").textValue()).isNotEmpty();
    assertThat(client.post(url, "{}").has(200).text("status")).isEqualTo("invalid");
  }

  @Test
  @Requirement({"AUT-09", "AUT-10"})
  void aValidAuthorizationServesTheAccountsNextOrderUntilItExpires() {
    prove("reuse.good.example");
    Answer again = client.order("dns", "reuse.good.example").has(201);
    assertThat(again.text("status")).isEqualTo("ready");
    Client other = setup.partner("kita", "good.example", false);
    assertThat(other.order("dns", "reuse.good.example").text("status")).isEqualTo("pending");
    edge.clock.advance(Duration.ofDays(400));
    assertThat(client.order("dns", "reuse.good.example").text("status")).isEqualTo("pending");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"x\"", "null", "{", "1"})
  @Requirement("ACC-20")
  void aResponseIsAnObject(String payload) {
    Answer order = client.order("dns", "www.good.example").has(201);
    String url = Issued.challenge(client, order, "http-01");
    client.post(url, payload).isProblem(400, "malformed");
    assertThat(client.read(url).text("status")).isEqualTo("pending");
  }

  @Test
  @Requirement({"AUT-04", "ORD-11", "CRT-08", "SEC-05", "CHL-03"})
  void nothingOfAnAccountIsOpenToAnother() {
    Client vetted = setup.partner("kita", "mine.example", true);
    Issued issued = Issued.by(vetted, "www.mine.example");
    Answer order = client.order("dns", "www.good.example").has(201);
    String authz = order.json().path("authorizations").get(0).textValue();
    String challenge = Issued.challenge(client, order, "http-01");
    Client thief = Client.withAccount(edge, "kita");
    for (String url :
        new String[] {order.location(), authz, challenge, issued.order().text("certificate")}) {
      thief.read(url).isProblem(403, "unauthorized");
    }
    thief.post(challenge, "{}").isProblem(403, "unauthorized");
    thief.post(authz, "{\"status\":\"deactivated\"}").isProblem(403, "unauthorized");
    thief.post(order.text("finalize"), "{\"csr\":\"AAAA\"}").isProblem(403, "unauthorized");
    assertThat(client.read(authz).text("status")).isEqualTo("pending");
    Client elsewhere = Client.withAccount(edge, "hokuyo");
    elsewhere.read(order.location().replace("/kita/", "/hokuyo/")).isProblem(404, "malformed");
  }

  private void prove(String name) {
    Answer order = client.order("dns", name).has(201);
    String authz = order.json().path("authorizations").get(0).textValue();
    JsonNode challenge = challenge(client.read(authz), "http-01");
    String token = challenge.path("token").textValue();
    edge.web.put(name + "/" + token, KeyAuthorization.of(token, client.jwk()).value());
    client.post(challenge.path("url").textValue(), "{}").has(200);
    edge.work();
    assertThat(client.read(order.location()).text("status")).isEqualTo("ready");
  }

  private Answer authorization(Answer order, int index) {
    return client.read(order.json().path("authorizations").get(index).textValue()).has(200);
  }

  private static JsonNode challenge(Answer authorization, String type) {
    for (JsonNode challenge : authorization.json().path("challenges")) {
      if (challenge.path("type").textValue().equals(type)) {
        return challenge;
      }
    }
    return authorization.json().path("none");
  }
}
