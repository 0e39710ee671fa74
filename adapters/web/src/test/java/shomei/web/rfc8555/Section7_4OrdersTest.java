package shomei.web.rfc8555;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 8555 §7.4 and §7.1.3, up to finalize.
final class Section7_4OrdersTest {
  @RegisterExtension static final Edge edge = new Edge();

  private final Setup setup = new Setup(edge);
  private final Client client = setup.partner("kita", "good.example", false);

  @Test
  @Requirement({"ORD-01", "ORD-02", "ORD-03", "ORD-12", "ORD-18", "HTP-06", "PRO-04"})
  void anOrderIsPlacedAndReadBack() {
    Answer answer =
        client.post(
            client.url("new-order"),
            """
            {"identifiers":[{"type":"dns","value":"WWW.good.example","extra":1},
             {"type":"dns","value":"*.good.example"}],"status":"valid","unknown":{}}
            """);
    answer.has(201);
    assertThat(answer.location()).matches(".*/order/[0-9a-f]{8}-[0-9a-f-]{27}");
    assertThat(answer.text("status")).isEqualTo("pending");
    assertThat(Instant.parse(answer.text("expires"))).isAfter(edge.clock.instant());
    assertThat(answer.text("finalize")).startsWith(answer.location() + "/");
    assertThat(answer.text("profile")).isNotEmpty();
    JsonNode identifiers = answer.json().path("identifiers");
    assertThat(identifiers.get(0).path("value").textValue()).isEqualTo("www.good.example");
    assertThat(identifiers.get(1).path("value").textValue()).isEqualTo("*.good.example");
    assertThat(answer.json().path("authorizations")).hasSize(2);
    assertThat(answer.json().fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "status", "expires", "identifiers", "authorizations", "finalize", "profile");
    Answer read = client.read(answer.location()).has(200);
    assertThat(read.body()).isEqualTo(answer.body());
    assertThat(read.header("Cache-Control")).isEqualTo("no-store");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"identifiers\":[]}",
        "{\"identifiers\":null}",
        "{\"identifiers\":{}}",
        "{\"identifiers\":\"a.good.example\"}",
        "{\"identifiers\":[null]}",
        "{\"identifiers\":[{\"type\":\"dns\"}]}",
        "{\"identifiers\":[{\"value\":\"a.good.example\"}]}",
        "{\"identifiers\":[{\"type\":1,\"value\":\"a.good.example\"}]}",
        "{\"identifiers\":[{\"type\":\"dns\",\"value\":[\"a.good.example\"]}]}",
        "{\"identifiers\":[[\"dns\",\"a.good.example\"]]}",
        "[]"
      })
  @Requirement("ORD-04")
  void identifiersAreAListOfTypesAndValues(String payload) {
    client.post(client.url("new-order"), payload).isProblem(400, "malformed");
  }

  @ParameterizedTest
  @CsvSource({"ip, 192.0.2.1", "email, a@example.jp", "'', x", "DNS, a.good.example"})
  @Requirement({"ORD-05", "IPA-02"})
  void anUnknownTypeIsUnsupported(String type, String value) {
    client.order(type, value).isProblem(400, "unsupportedIdentifier");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "good.example.",
        ".good.example",
        "a..good.example",
        "a b.good.example",
        "a\u0000.good.example",
        "a\n.good.example",
        "good.example:443",
        "https://good.example",
        "good.example/x",
        "192.0.2.1",
        "[2001:db8::1]",
        "-a.good.example",
        "a-.good.example",
        "a_b.good.example",
        "みどり.good.example",
        "xn--a.good.example",
        "xn--.good.example",
        "a.*.good.example",
        "*a.good.example",
        "**.good.example",
        "*",
        "*.*.good.example",
        "localhost"
      })
  @Requirement({"ORD-06", "ORD-07"})
  void aBadNameIsRefused(String name) {
    client.order("dns", name).isProblem(400, "malformed");
  }

  @Test
  @Requirement("ORD-06")
  void namesAndLabelsAreBounded() {
    client.order("dns", "a".repeat(64) + ".good.example").isProblem(400, "malformed");
    client.order("dns", "a.".repeat(121) + "good.example").isProblem(400, "malformed");
    client.order("dns", "a".repeat(63) + ".good.example").has(201);
  }

  @Test
  @Requirement("ORD-08")
  void tooManyIdentifiersAreRefused() {
    String[] names =
        IntStream.range(0, 500).mapToObj(i -> "n" + i + ".good.example").toArray(String[]::new);
    client.order("dns", names).isProblem(400, "rejectedIdentifier");
  }

  @Test
  @Requirement("ORD-09")
  void aNameThatComesTwiceIsOrderedOnce() {
    Answer order = client.order("dns", "twice.good.example", "TWICE.good.example").has(201);
    assertThat(order.json().path("identifiers")).hasSize(1);
    assertThat(order.json().path("authorizations")).hasSize(1);
  }

  @Test
  @Requirement("ORD-10")
  void datesAreGrantedExactlyOrRefused() {
    Client strict = setup.partner("strict", "good.example", true);
    Instant from = edge.clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(1));
    Instant to = from.plus(Duration.ofDays(3));
    Answer order = dated(strict, from.toString(), to.toString()).has(201);
    assertThat(order.text("notBefore")).isEqualTo(from.toString());
    assertThat(order.text("notAfter")).isEqualTo(to.toString());
    dated(strict, to.toString(), from.toString()).isProblem(400, "malformed");
    dated(strict, "2020-01-01T00:00:00Z", to.toString()).isProblem(400, "malformed");
    dated(strict, "tomorrow", to.toString()).isProblem(400, "malformed");
    dated(strict, "2026-13-45T99:00:00Z", to.toString()).isProblem(400, "malformed");
    dated(strict, from.toString(), from.plus(Duration.ofDays(5000)).toString())
        .isProblem(400, "malformed");
    dated(client, from.toString(), to.toString()).isProblem(400, "malformed");
  }

  @ParameterizedTest
  @CsvSource({", 1", ", 3600", ", 1000000", "-1800, 2592000", "86400, 345600", "2591999,"})
  @Requirement("ORD-10")
  void whatIsGrantedIsIssuedExactlySo(@Nullable Long from, @Nullable Long to) {
    Client strict = setup.partner("strict", "good.example", true);
    Instant now = edge.clock.instant().truncatedTo(ChronoUnit.SECONDS);
    String notBefore = from == null ? null : now.plusSeconds(from).toString();
    String notAfter = to == null ? null : now.plusSeconds(to).toString();
    Issued issued = issued(strict, dated(strict, notBefore, notAfter).has(201));
    if (notBefore != null) {
      assertThat(issued.leaf().getNotBefore()).isEqualTo(notBefore);
    }
    if (notAfter != null) {
      assertThat(issued.leaf().getNotAfter()).isEqualTo(notAfter);
    }
  }

  @Test
  @Requirement("ORD-10")
  void whatTheServerChoosesItselfMayBeAskedFor() {
    Client strict = setup.partner("strict", "good.example", true);
    Instant chosen =
        issued(strict, dated(strict, null, null).has(201)).leaf().getNotAfter().toInstant();
    Issued asked = issued(strict, dated(strict, null, chosen.toString()).has(201));
    assertThat(asked.leaf().getNotAfter()).isEqualTo(chosen.toString());
    dated(strict, null, chosen.plusSeconds(1).toString()).isProblem(400, "malformed");
  }

  @ParameterizedTest
  @CsvSource({
    ", 9999-12-31T23:59:59Z",
    "9999-12-31T23:59:59Z,",
    "2037-01-01T00:00:00Z, 2037-01-02T00:00:00Z",
    ", 2026-11-21T02:59:59Z",
  })
  @Requirement("ORD-10")
  void whatCouldNeverBeIssuedIsRefused(@Nullable String from, @Nullable String to) {
    Client strict = setup.partner("strict", "good.example", true);
    dated(strict, from, to).isProblem(400, "malformed");
  }

  private static Issued issued(Client client, Answer order) {
    return Issued.finish(client, order, Keys.p256(), List.of("d.good.example"));
  }

  @Test
  @Requirement("ORD-13")
  void aNameThatIsNotThePartnersIsRejected() {
    client.order("dns", "www.bank.example").isProblem(400, "rejectedIdentifier");
    client.order("dns", "notgood.example").isProblem(400, "rejectedIdentifier");
    Client.withAccount(edge, "kita")
        .order("dns", "www.good.example")
        .isProblem(400, "rejectedIdentifier");
  }

  @Test
  @Requirement("ORD-04")
  void aSeatIsOrderedAlone() {
    client.order("subscriber", "A1", "A2").isProblem(400, "malformed");
    client
        .post(
            client.url("new-order"),
            """
            {"identifiers":[{"type":"subscriber","value":"A1"},
             {"type":"dns","value":"a.good.example"}]}
            """)
        .isProblem(400, "malformed");
    for (String bad : new String[] {"", "a/b/c", "/a", "a/", "a b", "é", "x".repeat(31)}) {
      client.order("subscriber", bad).isProblem(400, "malformed");
    }
  }

  @Test
  @Requirement({"ORD-17", "ORD-15"})
  void anExpiredOrderIsInvalid() {
    Answer order = client.order("dns", "late.good.example").has(201);
    edge.clock.set(Instant.parse(order.text("expires")).plusSeconds(1));
    Answer read = client.read(order.location()).has(200);
    assertThat(read.text("status")).isEqualTo("invalid");
    assertThat(read.json().path("error").path("type").textValue()).startsWith("urn:");
    finish(order).isProblem(403, "orderNotReady");
  }

  @Test
  @Requirement("ORD-18")
  void noTwoOrdersShareAUrl() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      assertThat(seen.add(client.order("dns", "same.good.example").location())).isTrue();
    }
  }

  private Answer finish(Answer order) {
    ObjectNode csr =
        Client.object()
            .put(
                "csr",
                shomei.protocol.json.Base64Url.encode(
                    Keys.csr(Keys.p256(), java.util.List.of("late.good.example"))));
    return client.post(order.text("finalize"), csr);
  }

  private static Answer dated(Client client, @Nullable String from, @Nullable String to) {
    ObjectNode order = Client.object();
    if (from != null) {
      order.put("notBefore", from);
    }
    if (to != null) {
      order.put("notAfter", to);
    }
    order.putArray("identifiers").addObject().put("type", "dns").put("value", "d.good.example");
    return client.post(client.url("new-order"), order);
  }
}
