package shomei.web.rfc8555;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 8555 §7.3, §7.3.1–§7.3.3, §7.1.2.
final class Section7_3AccountsTest {
  @RegisterExtension static final Edge edge = new Edge();

  private final Setup setup = new Setup(edge);
  private final Client client = Client.at(edge, "kita");

  @Test
  @Requirement({"ACC-01", "ACC-05", "HTP-07"})
  void anAccountIsCreated() {
    Answer answer =
        client.createAccount(
            Client.object(
                """
                {"contact":["mailto:a@example.jp"],"termsOfServiceAgreed":true,
                 "onlyReturnExisting":false,"status":"revoked","orders":"x","unknown":{"a":[1]}}
                """));
    answer.has(201);
    assertThat(answer.location()).startsWith(client.url("account/"));
    assertThat(answer.text("status")).isEqualTo("valid");
    assertThat(answer.text("orders")).isEqualTo(answer.location() + "/orders");
    assertThat(answer.json().path("contact").get(0).textValue()).isEqualTo("mailto:a@example.jp");
    assertThat(answer.json().fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("status", "contact", "termsOfServiceAgreed", "orders");
  }

  @Test
  @Requirement({"ACC-02", "EAB-09"})
  void aKnownKeyFindsItsAccountAsItWas() {
    client.createAccount(Client.object("{\"contact\":[\"mailto:a@example.jp\"]}")).has(201);
    Answer again =
        client.createAccount(
            Client.object(
                "{\"contact\":[\"mailto:b@example.jp\"],\"externalAccountBinding\":{\"x\":1}}"));
    again.has(200);
    assertThat(again.location()).isEqualTo(client.account());
    assertThat(again.json().path("contact")).hasSize(1);
    assertThat(again.json().path("contact").get(0).textValue()).isEqualTo("mailto:a@example.jp");
  }

  @Test
  @Requirement("ACC-03")
  void onlyReturnExistingWithAnUnknownKeyMakesNone() {
    client
        .createAccount(Client.object().put("onlyReturnExisting", true))
        .isProblem(400, "accountDoesNotExist");
    client
        .createAccount(Client.object().put("onlyReturnExisting", true))
        .isProblem(400, "accountDoesNotExist");
    client.createAccount(Client.object()).has(201);
  }

  @Test
  @Requirement({"ACC-04", "EAB-09"})
  void onlyReturnExistingNeedsNeitherTermsNorBinding() {
    Client bound = setup.partner("strict", "found.example", true);
    String account = bound.account();
    Answer found = bound.createAccount(Client.object().put("onlyReturnExisting", true));
    found.has(200);
    assertThat(found.location()).isEqualTo(account);
  }

  @Test
  @Requirement("ACC-06")
  void requiredTermsMustBeAgreedTo() {
    Client strict = Client.at(edge, "strict");
    ObjectNode payload =
        Setup.binding(strict, setup.partnerKey("strict", "terms.example", true, true));
    payload.put("termsOfServiceAgreed", false);
    Answer answer = strict.createAccount(payload);
    answer.isProblem(403, "userActionRequired");
    assertThat(answer.links("terms-of-service")).containsExactly(Edge.TERMS);
    payload.remove("termsOfServiceAgreed");
    strict.createAccount(payload).isProblem(403, "userActionRequired");
    payload.put("termsOfServiceAgreed", true);
    strict.createAccount(payload).has(201);
  }

  @ParameterizedTest
  @CsvSource({
    "tel:+81312345678, unsupportedContact",
    "https://example.jp/, unsupportedContact",
    "mailto:a@example.jp?subject=x, invalidContact",
    "'mailto:a@example.jp,b@example.jp', invalidContact",
    "mailto:, invalidContact",
    "mailto:nobody, invalidContact",
    "'mailto:a b@example.jp', invalidContact",
    "'mailto:${jndi:ldap://x}', invalidContact",
    "a@example.jp, invalidContact"
  })
  @Requirement({"ACC-07", "ACC-08", "ACC-21"})
  void anUnfitContactIsRefused(String contact, String type) {
    ObjectNode payload = Client.object();
    payload.putArray("contact").add(contact);
    client.createAccount(payload).isProblem(400, type);
    payload.putArray("contact");
    client.createAccount(payload).has(201);
    payload.putArray("contact").add(contact);
    client.post(client.account(), payload).isProblem(400, type);
  }

  @Test
  @Requirement("ACC-21")
  void contactsAreBounded() {
    ObjectNode payload = Client.object();
    IntStream.range(0, 1000)
        .forEach(i -> payload.withArray("contact").add("mailto:a" + i + "@example.jp"));
    client.createAccount(payload).isProblem(400, "invalidContact");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"contact\":\"mailto:a@example.jp\"}",
        "{\"contact\":[1]}",
        "{\"contact\":[null]}",
        "{\"termsOfServiceAgreed\":\"true\"}",
        "{\"onlyReturnExisting\":1}",
        "{\"externalAccountBinding\":\"x\"}",
        "[]",
        "\"x\"",
        "null",
        "{",
        "{\"contact\":[],\"contact\":[]}"
      })
  @Requirement("ACC-20")
  void wrongTypesAreMalformed(String payload) {
    String url = client.url("new-account");
    client
        .send(
            "POST",
            url,
            Client.JOSE,
            Client.body(
                client.sign(
                    client.keyHeader(url),
                    payload.getBytes(java.nio.charset.StandardCharsets.UTF_8))))
        .isProblem(400, "malformed");
  }

  @Test
  @Requirement({"ACC-09", "ACC-10", "ACC-11", "ACC-12"})
  void anAccountIsUpdatedAndRead() {
    client.createAccount(Client.object("{\"contact\":[\"mailto:a@example.jp\"]}")).has(201);
    String body = client.read(client.account()).has(200).body();
    assertThat(client.post(client.account(), "{}").has(200).body()).isEqualTo(body);
    for (String ignored :
        new String[] {
          "{\"orders\":\"x\",\"termsOfServiceAgreed\":true,\"unknown\":1}",
          "{\"status\":\"revoked\"}",
          "{\"status\":\"valid\"}"
        }) {
      assertThat(client.post(client.account(), ignored).has(200).body()).isEqualTo(body);
    }
    Answer changed =
        client.post(
            client.account(), "{\"contact\":[\"mailto:b@example.jp\",\"mailto:c@example.jp\"]}");
    changed.has(200);
    assertThat(changed.json().path("contact")).hasSize(2);
    assertThat(client.read(client.account()).body()).isEqualTo(changed.body());
    client.post(client.account(), "{\"contact\":[]}").has(200);
    assertThat(client.read(client.account()).json().path("contact")).isEmpty();
  }

  @Test
  @Requirement({"ACC-12", "ACC-19", "SEC-05"})
  void anotherAccountIsOutOfReach() {
    client.createAccount(Client.object()).has(201);
    Client other = Client.withAccount(edge, "kita");
    other.read(client.account()).isProblem(403, "unauthorized");
    other.post(client.account(), "{\"status\":\"deactivated\"}").isProblem(403, "unauthorized");
    other.post(client.account(), "{\"contact\":[]}").isProblem(403, "unauthorized");
    other.read(client.account() + "/orders").isProblem(403, "unauthorized");
    other
        .read(client.url("account/00000000-0000-4000-8000-000000000000"))
        .isProblem(403, "unauthorized");
    assertThat(client.read(client.account()).text("status")).isEqualTo("valid");
  }

  @Test
  @Requirement({"ACC-17", "SEC-07"})
  void manyRequestsAtOnceMakeOneAccount() {
    List<byte[]> bodies =
        IntStream.range(0, 20)
            .mapToObj(
                i -> {
                  ObjectNode header = client.keyHeader(client.url("new-account"));
                  return Client.body(client.sign(header, new byte[] {'{', '}'}));
                })
            .toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Answer> answers =
          bodies.stream()
              .map(
                  body ->
                      CompletableFuture.supplyAsync(
                          () -> client.send("POST", client.url("new-account"), Client.JOSE, body),
                          threads))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
      assertThat(answers).extracting(Answer::status).containsOnlyOnce(201).containsOnly(200, 201);
      assertThat(answers).extracting(Answer::location).containsOnly(answers.getFirst().location());
    }
  }

  @Test
  @Requirement({"ACC-18", "HTP-07"})
  void theOrdersListNamesAllLiveOrdersPageByPage() {
    client.createAccount(Client.object()).has(201);
    assertThat(client.read(client.account() + "/orders").has(200).body())
        .isEqualTo("{\"orders\":[]}");
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      String seat = "seat" + i;
      Answer order = client.order("subscriber", seat);
      made.add(order.has(201).location());
      String challenge = challenge(order);
      if (i % 3 == 0) {
        client.post(challenge, "{\"pin\":\"wrong1\"}").has(200);
        made.remove(order.location());
      }
      edge.clock.advance(java.time.Duration.ofSeconds(1));
    }
    Set<String> listed = new HashSet<>();
    String page = client.account() + "/orders";
    int pages = 0;
    while (!page.isEmpty()) {
      Answer answer = client.read(page).has(200);
      answer.json().path("orders").forEach(url -> listed.add(url.textValue()));
      page = answer.links("next").stream().findFirst().orElse("");
      pages++;
    }
    assertThat(listed).isEqualTo(made);
    assertThat(pages).isLessThanOrEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"after=", "after=x", "x", "after=00000000-0000-4000-8000-000000000000", "%ff"})
  @Requirement("ERR-04")
  void aPageThatIsNoneIs404(String query) {
    client.createAccount(Client.object()).has(201);
    client.read(client.account() + "/orders?" + query).isProblem(404, "malformed");
  }

  private String challenge(Answer order) {
    String authorization = order.json().path("authorizations").get(0).textValue();
    return client.read(authorization).json().path("challenges").get(0).path("url").textValue();
  }
}
