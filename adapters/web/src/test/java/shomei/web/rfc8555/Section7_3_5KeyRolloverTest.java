package shomei.web.rfc8555;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.KeyPair;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import shomei.protocol.json.Json;
import shomei.protocol.jwk.Jwk;
import shomei.protocol.jws.JwsSigner;

/// RFC 8555 §7.3.5.
final class Section7_3_5KeyRolloverTest {
  @RegisterExtension static final Edge edge = new Edge();

  private final Client client = Client.withAccount(edge, "kita");
  private final KeyPair next = Keys.p256();

  @Test
  @Requirement({"KEY-01", "KEY-07"})
  void theNewKeyTakesThePlaceOfTheOld() {
    String seat = new Setup(edge).user("kita").name().toString();
    String order = client.order("subscriber", seat).has(201).location();
    Answer answer = change(inner(), content());
    answer.has(200);
    assertThat(answer.text("status")).isEqualTo("valid");
    client.read(client.account()).isProblem(400, "malformed");
    Client changed = new Client(edge, "kita", next);
    changed.kid = client.account();
    changed.read(client.account()).has(200);
    assertThat(changed.read(order).text("status")).isEqualTo("pending");
    assertThat(changed.createAccount(Client.object()).has(200).location())
        .isEqualTo(client.account());
  }

  static Stream<Arguments> brokenInner() {
    return Stream.of(
        Arguments.of("another url", change(h -> h.put("url", "https://ca.shomei.example/x"))),
        Arguments.of("no url", change(h -> h.remove("url"))),
        Arguments.of("a nonce", change(h -> h.put("nonce", "AAAA"))),
        Arguments.of("a kid", change(h -> h.put("kid", "x"))),
        Arguments.of("no jwk", change(h -> h.remove("jwk"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenInner")
  @Requirement({"KEY-02", "KEY-09"})
  void anInnerHeaderWithThisIsRefused(String name, Consumer<ObjectNode> change) {
    ObjectNode header = inner();
    change.accept(header);
    change(header, content()).isProblem(400, "malformed");
    client.read(client.account()).has(200);
  }

  static Stream<Arguments> brokenContent() {
    String stranger = Jwk.of(Keys.p256().getPublic()).canonicalJson();
    return Stream.of(
        Arguments.of("another account", change(c -> c.put("account", "https://x.example/"))),
        Arguments.of("no account", change(c -> c.remove("account"))),
        Arguments.of("another old key", change(c -> c.set("oldKey", Client.object(stranger)))),
        Arguments.of("no old key", change(c -> c.remove("oldKey"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenContent")
  @Requirement({"KEY-03", "KEY-09"})
  void anInnerPayloadWithThisIsRefused(String name, Consumer<ObjectNode> change) {
    ObjectNode content = content();
    change.accept(content);
    change(inner(), content).isProblem(400, "malformed");
    client.read(client.account()).has(200);
  }

  @Test
  @Requirement("KEY-02")
  void theInnerSignatureIsTheNewKeys() {
    ObjectNode inner = Client.sign(Keys.p256(), inner(), Json.write(content()));
    client.post(client.url("key-change"), inner).isProblem(400, "malformed");
    client.post(client.url("key-change"), "{}").isProblem(400, "malformed");
    client.read(client.account()).has(200);
  }

  @Test
  @Requirement("KEY-04")
  void anotherAccountsKeyIsAConflictThatNamesIt() {
    Client other = new Client(edge, "kita", next);
    other.createAccount(Client.object()).has(201);
    Answer answer = change(inner(), content());
    answer.isProblem(409, "malformed");
    assertThat(answer.location()).isEqualTo(other.account());
    client.read(client.account()).has(200);
  }

  @Test
  @Requirement("KEY-05")
  void theSameKeyIsAConflict() {
    ObjectNode header = inner();
    header.set("jwk", Client.object(client.jwk().canonicalJson()));
    ObjectNode inner = client.sign(header, Json.write(content()));
    Answer answer = client.post(client.url("key-change"), inner);
    answer.isProblem(409, "malformed");
    assertThat(answer.location()).isEqualTo(client.account());
  }

  @Test
  @Requirement("KEY-06")
  void aWeakKeyIsRefused() {
    ObjectNode header = inner();
    header.putObject("jwk").put("kty", "RSA").put("n", "AQAB").put("e", "AQAB");
    header.put("alg", "RS256");
    change(header, content()).isProblem(400, "badPublicKey");
    ObjectNode mac = inner().put("alg", "HS256");
    change(mac, content()).isProblem(400, "badSignatureAlgorithm");
  }

  @Test
  @Requirement("KEY-09")
  void theKeyMayChangeItsType() {
    JwsSigner signer = JwsSigner.of(Keys.rsa(2048));
    byte[] inner = signer.keyChange(client.url("key-change"), Json.write(content()));
    client.post(client.url("key-change"), Json.parse(inner)).has(200);
    client
        .send(
            "POST",
            client.account(),
            Client.JOSE,
            signer.request(client.account(), client.account(), client.nonce(), new byte[0]))
        .has(200);
  }

  private Answer change(ObjectNode header, ObjectNode content) {
    return client.post(client.url("key-change"), Client.sign(next, header, Json.write(content)));
  }

  private ObjectNode inner() {
    ObjectNode header = Client.object().put("alg", "ES256").put("url", client.url("key-change"));
    header.set("jwk", Client.object(Jwk.of(next.getPublic()).canonicalJson()));
    return header;
  }

  private ObjectNode content() {
    ObjectNode content = Client.object().put("account", client.account());
    content.set("oldKey", Client.object(client.jwk().canonicalJson()));
    return content;
  }

  private static Consumer<ObjectNode> change(Consumer<ObjectNode> change) {
    return change;
  }
}
