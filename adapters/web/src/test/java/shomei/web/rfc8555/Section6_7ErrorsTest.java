package shomei.web.rfc8555;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 8555 §6.7 and §6.6.
final class Section6_7ErrorsTest {
  @RegisterExtension static final Edge edge = new Edge();

  private final Setup setup = new Setup(edge);
  private final Client client = Client.withAccount(edge, "kita");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/acme",
        "/acme/",
        "/acme/kita",
        "/acme/kita/",
        "/acme/nobody/directory",
        "/acme/KITA/directory",
        "/acme/kita/directory/",
        "/acme//kita/directory",
        "/acme/kita/../kita/directory",
        "/acme/kita/%64irectory",
        "/acme/kita/nothing",
        "/acme/kita/order/1",
        "/acme/kita/order/../../../etc/passwd",
        "/acme/kita/order/00000000-0000-4000-8000-00000000000G",
        "/acme/kita/challenge/00000000-0000-4000-8000-000000000000/none-01",
        "/acme/kita/certificate/1",
        "/acme/kita/authz/%00",
        "/acme/%f0%28%8c%28/directory",
        "/favicon.ico"
      })
  @Requirement({"ERR-01", "ERR-04", "HTP-05"})
  void whatDoesNotExistIs404AsAProblem(String path) {
    for (String method : new String[] {"GET", "POST"}) {
      Answer answer = client.send(method, Edge.BASE + path, Client.JOSE, new byte[0]);
      answer.isProblem(404, "malformed");
      assertThat(answer.header("X-Request-Id")).isNotEmpty();
      assertThat(answer.header("Set-Cookie")).isEmpty();
      assertThat(answer.header("Replay-Nonce").isEmpty()).isEqualTo(method.equals("GET"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/, /acme/{institution}/directory",
    "/acme, /acme/{institution}/directory",
    "/directory, /acme/{institution}/directory",
    "/acme/nobody, /acme/{institution}/directory",
    "/acme/kita, /acme/kita/directory",
    "/acme/kita/, /acme/kita/directory"
  })
  void aWrongAddressIsToldWhatADirectoryLooksLike(String path, String directory) {
    assertThat(client.get(Edge.BASE + path).json().path("detail").textValue())
        .endsWith(" " + directory + ".");
  }

  @Test
  void withoutADatabaseThereAreNoncesAndAllElseIsAskedToComeBack() {
    edge.away = true;
    try {
      Answer nonce = client.get(client.url("new-nonce")).has(204);
      assertThat(nonce.header("Replay-Nonce")).isNotEmpty();
      // one that nobody has just read: those are remembered for a second
      Answer directory = client.get(Edge.BASE + "/acme/letters/directory");
      directory.isProblem(503, "serverInternal");
      assertThat(directory.header("Retry-After")).isEqualTo("1");
      client.get(client.url("nothing")).isProblem(503, "serverInternal");
    } finally {
      edge.away = false;
    }
  }

  @Test
  @Requirement("ERR-04")
  void anOverlongIdIs404() {
    client.read(client.url("order/" + "a".repeat(3000))).isProblem(404, "malformed");
  }

  @Test
  @Requirement({"ERR-03", "ERR-05", "ORD-13"})
  void severalBadIdentifiersAreToldOneByOne() {
    Client partner = setup.partner("kita", "good.example", true);
    Answer answer =
        partner.post(
            partner.url("new-order"),
            """
            {"identifiers":[{"type":"dns","value":"a.good.example"},
             {"type":"dns","value":"bad.example"},{"type":"dns","value":"worse.example"}]}
            """);
    answer.isProblem(400, "rejectedIdentifier");
    JsonNode parts = answer.json().path("subproblems");
    assertThat(parts).hasSize(2);
    assertThat(parts.get(0).path("identifier").path("value").textValue()).isEqualTo("bad.example");
    assertThat(parts.get(1).path("type").textValue())
        .isEqualTo("urn:ietf:params:acme:error:rejectedIdentifier");
  }

  @Test
  @Requirement({"ERR-06", "ERR-07"})
  void aTokenThatIsAwayIs503WithRetryAfterAndHealsByItself() {
    Client partner = setup.partner("kita", "away.example", true);
    Answer order = partner.order("dns", "www.away.example");
    byte[] csr = Keys.csr(Keys.p256(), java.util.List.of("www.away.example"));
    edge.ca.away = true;
    try {
      Answer answer = finish(partner, order, csr);
      answer.isProblem(503, "serverInternal");
      assertThat(answer.header("Retry-After")).isEqualTo("30");
      assertThat(partner.read(order.location()).text("status")).isEqualTo("ready");
    } finally {
      edge.ca.away = false;
    }
    finish(partner, order, csr).has(200);
  }

  @Test
  @Requirement({"RTL-01", "RTL-02"})
  void beyondTheLimitIs429WithTheTimeToWait() {
    Client partner = setup.partner("strict", "limit.example", true);
    for (int i = 0; i < 3; i++) {
      partner.order("dns", "n" + i + ".limit.example").has(201);
    }
    Answer answer = partner.order("dns", "n4.limit.example");
    answer.isProblem(429, "rateLimited");
    assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
    edge.clock.advance(java.time.Duration.ofSeconds(Long.parseLong(answer.header("Retry-After"))));
    partner.order("dns", "n4.limit.example").has(201);
  }

  private static Answer finish(Client partner, Answer order, byte[] csr) {
    return partner.post(
        order.text("finalize"),
        Client.object().put("csr", shomei.protocol.json.Base64Url.encode(csr)));
  }
}
