package shomei.web.rfc8555;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 8555 §6.3.
final class Section6_3PostAsGetTest {
  @RegisterExtension static final Edge edge = new Edge();

  private static final String ID = "00000000-0000-4000-8000-000000000000";

  private final Client client = Client.withAccount(edge, "kita");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "new-account",
        "account/" + ID,
        "account/" + ID + "/orders",
        "new-order",
        "order/" + ID,
        "order/" + ID + "/finalize",
        "authz/" + ID,
        "challenge/" + ID + "/pin-01",
        "certificate/40000000000000000000000000000000",
        "revoke-cert",
        "key-change"
      })
  @Requirement({"JWS-18", "DIR-08"})
  void getIsNotAllowed(String resource) {
    Answer answer = client.get(client.url(resource));
    answer.isProblem(405, "malformed");
    assertThat(answer.header("Allow")).isEqualTo("POST, OPTIONS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"directory", "new-nonce", "new-order", "renewal-info/a.b"})
  @Requirement("DIR-08")
  void unknownMethodsAreNotAllowed(String resource) {
    for (String method : new String[] {"PUT", "DELETE", "PATCH", "TRACE", "BREW"}) {
      Answer answer = client.send(method, client.url(resource), Client.JOSE, new byte[0]);
      answer.isProblem(405, "malformed");
      assertThat(answer.header("Allow")).contains("OPTIONS");
    }
  }

  @Test
  @Requirement("DIR-06")
  void theDirectoryAnswersPostAsGet() {
    Answer answer = client.read(client.url("directory"));
    answer.has(200);
    assertThat(answer.json()).isEqualTo(client.get(client.url("directory")).json());
    assertThat(answer.header("Replay-Nonce")).isNotEmpty();
  }

  @Test
  @Requirement("NON-13")
  void newNonceAnswersPostAsGet() {
    Answer answer = client.read(client.url("new-nonce"));
    answer.has(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().allValues("Replay-Nonce")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"directory", "new-nonce"})
  @Requirement("JWS-26")
  void whatIsOnlyReadRefusesAPayload(String resource) {
    client.post(client.url(resource), "{}").isProblem(400, "malformed");
  }

  @Test
  @Requirement("JWS-26")
  void orderOrdersListAndCertificateRefuseAPayload() {
    client.post(client.account() + "/orders", "{}").isProblem(400, "malformed");
    String order =
        client.order("subscriber", new Setup(edge).user("kita").name().toString()).location();
    client.post(order, "{}").isProblem(400, "malformed");
    client.read(order).has(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"new-order", "revoke-cert", "key-change"})
  @Requirement("JWS-26")
  void whatIsOnlyToldRefusesAnEmptyPayload(String resource) {
    client.read(client.url(resource)).isProblem(400, "malformed");
  }
}
