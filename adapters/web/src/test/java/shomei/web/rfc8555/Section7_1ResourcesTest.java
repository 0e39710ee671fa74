package shomei.web.rfc8555;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 8555 §7.1, §7.2 and §6.1: the directory, nonces, and the headers that all answers have.
final class Section7_1ResourcesTest {
  @RegisterExtension static final Edge edge = new Edge();

  private final Client client = Client.withAccount(edge, "kita");

  @Test
  @Requirement({"DIR-01", "DIR-02", "DIR-03", "ARI-01"})
  void theDirectoryNamesEveryResourceByADistinctHttpsUrl() {
    Answer answer = client.get(client.url("directory"));
    answer.has(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    ObjectNode directory = answer.json();
    Set<String> urls = new HashSet<>(Set.of(client.url("directory")));
    for (String name :
        new String[] {
          "newNonce", "newAccount", "newOrder", "revokeCert", "keyChange", "renewalInfo"
        }) {
      assertThat(answer.text(name)).startsWith(Edge.BASE + "/acme/kita/");
      assertThat(urls.add(answer.text(name))).isTrue();
    }
    assertThat(directory.has("newAuthz")).isFalse();
    assertThat(answer.links("index")).isEmpty();
    assertThat(answer.header("Replay-Nonce")).isEmpty();
  }

  @Test
  @Requirement({"DIR-04", "DIR-05", "PRO-01"})
  void metaTellsThePolicyOfTheInstitution() {
    JsonNode plain = client.get(client.url("directory")).json().path("meta");
    assertThat(plain.path("externalAccountRequired").isBoolean()).isTrue();
    assertThat(plain.path("externalAccountRequired").booleanValue()).isFalse();
    assertThat(plain.has("termsOfService")).isFalse();
    assertThat(plain.path("profiles").isObject()).isTrue();
    assertThat(plain.path("profiles").properties())
        .isNotEmpty()
        .allMatch(profile -> profile.getValue().isTextual());
    Client strict = Client.at(edge, "strict");
    JsonNode meta = strict.get(strict.url("directory")).json().path("meta");
    assertThat(meta.path("externalAccountRequired").booleanValue()).isTrue();
    assertThat(meta.path("termsOfService").textValue()).isEqualTo(Edge.TERMS);
    assertThat(meta.path("website").textValue()).isEqualTo("https://bank.example/");
  }

  @Test
  @Requirement({"DIR-07", "DIR-10"})
  void headQueriesAndOddHeadersDoNotBreakTheDirectory() {
    Answer get = client.get(client.url("directory"));
    Answer head = client.send("HEAD", client.url("directory"), Map.of(), new byte[0]);
    head.has(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
    Answer odd =
        client.send(
            "GET",
            client.url("directory?a=b&&%41"),
            Map.of("Accept", "image/png", "X-Unknown", "x", "Accept-Language", "tlh"),
            new byte[0]);
    assertThat(odd.json()).isEqualTo(get.json());
  }

  @Test
  @Requirement({"NON-01", "NON-03"})
  void headOfNewNonceGivesANonceWith200() {
    Answer answer = client.send("HEAD", client.url("new-nonce"), Map.of(), new byte[0]);
    answer.has(200);
    assertThat(answer.headers().allValues("Replay-Nonce")).hasSize(1);
    assertThat(answer.header("Cache-Control")).contains("no-store");
  }

  @Test
  @Requirement({"NON-02", "NON-03"})
  void getOfNewNonceGivesANonceWith204() {
    Answer answer = client.get(client.url("new-nonce"));
    answer.has(204);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().allValues("Replay-Nonce")).hasSize(1);
    assertThat(answer.header("Cache-Control")).contains("no-store");
  }

  @Test
  @Requirement({"HTP-01", "HTP-04", "NON-05"})
  void everySignedAnswerHasIndexNonceAndIsNotKept() {
    for (Answer answer :
        new Answer[] {
          client.read(client.account()),
          client.read(client.account() + "/orders"),
          client.read(client.url("order/00000000-0000-4000-8000-000000000000")),
          client.get(client.url("new-nonce")),
          client.get(client.url("new-order"))
        }) {
      assertThat(answer.links("index")).containsExactly(client.url("directory"));
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }
  }

  @Test
  @Requirement("HTP-02")
  void pagesOfAnyOriginMayReadTheHeadersOfTheProtocol() {
    Answer answer =
        client.send(
            "GET", client.url("directory"), Map.of("Origin", "https://page.example"), new byte[0]);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(answer.header("Access-Control-Expose-Headers"))
        .contains("Replay-Nonce", "Location", "Link", "Retry-After");
    assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"directory", "new-nonce", "new-account", "renewal-info/a.b"})
  @Requirement("HTP-02")
  void aPreflightIsAnswered(String resource) {
    Answer answer =
        client.send(
            "OPTIONS",
            client.url(resource),
            Map.of(
                "Origin", "https://page.example",
                "Access-Control-Request-Method", "POST",
                "Access-Control-Request-Headers", "content-type"),
            new byte[0]);
    answer.has(204);
    assertThat(answer.header("Access-Control-Allow-Methods"))
        .contains(resource.startsWith("renewal") ? "GET" : "POST");
    assertThat(answer.header("Access-Control-Allow-Headers")).isEqualToIgnoringCase("content-type");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
  }
}
