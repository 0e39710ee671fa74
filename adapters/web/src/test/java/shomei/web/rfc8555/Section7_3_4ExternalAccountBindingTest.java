package shomei.web.rfc8555;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import shomei.domain.account.Binding;
import shomei.domain.partner.MintExternalAccountKey.Minted;
import shomei.domain.subscriber.Subscriber;
import shomei.protocol.json.Base64Url;
import shomei.protocol.json.Json;

/// RFC 8555 §7.3.4.
final class Section7_3_4ExternalAccountBindingTest {
  @RegisterExtension static final Edge edge = new Edge();

  private final Setup setup = new Setup(edge);
  private final Client client = Client.at(edge, "strict");
  private final Minted key = setup.partnerKey("strict", "partner.example", true, true);

  @Test
  @Requirement("EAB-01")
  void aMissingBindingIsRefused() {
    client
        .createAccount(Client.object().put("termsOfServiceAgreed", true))
        .isProblem(403, "externalAccountRequired");
  }

  @Test
  @Requirement({"EAB-02", "EAB-07", "EAB-10"})
  void aBindingIsReflectedUnchangedAndKept() {
    ObjectNode payload = Setup.binding(client, key);
    Answer answer = client.createAccount(payload).has(201);
    assertThat(answer.json().path("externalAccountBinding"))
        .isEqualTo(payload.path("externalAccountBinding"));
    client.post(client.account(), "{\"contact\":[\"mailto:a@example.jp\"]}").has(200);
    assertThat(client.read(client.account()).json().path("externalAccountBinding"))
        .isEqualTo(payload.path("externalAccountBinding"));
    assertThat(key.secret()).doesNotContain("=", "+", "/");
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        change("another url", 403, (header, jwk) -> header.put("url", "https://ca.example/x")),
        change("a nonce", 400, (header, jwk) -> header.put("nonce", "AAAA")),
        change("an unknown kid", 403, (header, jwk) -> header.put("kid", "nobody")),
        change("a kid of control characters", 403, (header, jwk) -> header.put("kid", "a\nb")),
        change("no kid", 400, (header, jwk) -> header.without("kid")),
        change("no url", 400, (header, jwk) -> header.without("url")),
        change("alg ES256", 400, (header, jwk) -> header.put("alg", "ES256")),
        change("alg none", 400, (header, jwk) -> header.put("alg", "none")),
        change("alg HS1", 400, (header, jwk) -> header.put("alg", "HS1")),
        change("a jwk", 400, (header, jwk) -> header.set("jwk", jwk)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  @Requirement({"EAB-03", "EAB-04", "EAB-05"})
  void aBindingWithThisIsRefusedAndTheKeyNotSpent(
      String name, int status, BiFunction<ObjectNode, ObjectNode, ObjectNode> change) {
    ObjectNode jwk = Client.object(client.jwk().canonicalJson());
    ObjectNode header = change.apply(header(), jwk);
    client.createAccount(payload(header, jwk, secret())).has(status);
    client.createAccount(Setup.binding(client, key)).has(201);
  }

  @Test
  @Requirement({"EAB-05", "EAB-11"})
  void aWrongMacAndAnUnknownKidLookAlike() {
    ObjectNode jwk = Client.object(client.jwk().canonicalJson());
    Answer wrong = client.createAccount(payload(header(), jwk, new byte[32]));
    Answer unknown =
        client.createAccount(payload(header().put("kid", "nobody"), jwk, new byte[32]));
    wrong.isProblem(403, "unauthorized");
    assertThat(unknown.body()).isEqualTo(wrong.body());
  }

  @Test
  @Requirement("EAB-06")
  void theBoundKeyIsComparedByThumbprint() {
    ObjectNode jwk = Client.object(client.jwk().canonicalJson());
    ObjectNode other = Client.object(Client.at(edge, "strict").jwk().canonicalJson());
    client.createAccount(payload(header(), other, secret())).isProblem(403, "unauthorized");
    ObjectNode shuffled = Client.object().put("use", "sig");
    Stream.of("y", "x", "kty", "crv").forEach(name -> shuffled.set(name, jwk.get(name)));
    client.createAccount(payload(header(), shuffled, secret())).has(201);
  }

  @Test
  @Requirement("EAB-08")
  void aSingleUseKeyMakesOneAccountEvenOfManyAtOnce() {
    List<Client> clients = IntStream.range(0, 10).mapToObj(i -> Client.at(edge, "strict")).toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Integer> statuses =
          clients.stream()
              .map(
                  one ->
                      CompletableFuture.supplyAsync(
                          () -> one.createAccount(Setup.binding(one, key)).status(), threads))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
      assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 403);
    }
  }

  @Test
  @Requirement("EAB-10")
  void anExpiredKeyIsRefused() {
    Subscriber seat = setup.user("strict");
    Minted minted = setup.subscriberKey("strict", seat, Binding.Act.ACQUIRE);
    edge.clock.advance(Duration.ofMinutes(11));
    client.createAccount(Setup.binding(client, minted)).isProblem(403, "unauthorized");
  }

  @Test
  @Requirement("EAB-02")
  void anAccountBoundToASubscriberGetsItsAuthorizationValid() {
    Subscriber seat = setup.user("strict");
    client.createAccount(
        Setup.binding(client, setup.subscriberKey("strict", seat, Binding.Act.ACQUIRE)));
    Answer order = client.order("subscriber", seat.name().toString()).has(201);
    assertThat(order.text("status")).isEqualTo("ready");
    Answer authorization =
        client.read(order.json().path("authorizations").get(0).textValue()).has(200);
    assertThat(authorization.text("status")).isEqualTo("valid");
    assertThat(authorization.json().path("challenges").isArray()).isTrue();
  }

  private ObjectNode header() {
    return Client.object()
        .put("alg", "HS256")
        .put("kid", key.key().kid())
        .put("url", client.url("new-account"));
  }

  private byte[] secret() {
    return Base64Url.decode(key.secret(), "secret");
  }

  private static ObjectNode payload(ObjectNode header, ObjectNode jwk, byte[] secret) {
    String head = Base64Url.encode(Json.write(header));
    String body = Base64Url.encode(Json.write(jwk));
    ObjectNode payload = Client.object().put("termsOfServiceAgreed", true);
    payload
        .putObject("externalAccountBinding")
        .put("protected", head)
        .put("payload", body)
        .put("signature", Base64Url.encode(mac(secret, head + "." + body)));
    return payload;
  }

  private static byte[] mac(byte[] secret, String input) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(input.getBytes(StandardCharsets.UTF_8));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Arguments change(
      String name, int status, BiFunction<ObjectNode, ObjectNode, ObjectNode> change) {
    return Arguments.of(name, status, change);
  }
}
