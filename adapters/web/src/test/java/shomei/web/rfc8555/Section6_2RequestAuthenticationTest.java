package shomei.web.rfc8555;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.protocol.json.Base64Url;
import shomei.protocol.json.Json;

/// RFC 8555 §6.2, §6.1 and RFC 7515: what a request must look like, and who signed it.
final class Section6_2RequestAuthenticationTest {
  @RegisterExtension static final Edge edge = new Edge();

  private final Client client = Client.withAccount(edge, "kita");

  static Stream<Arguments> brokenForms() {
    return Stream.of(
        form("an unprotected header", jws -> jws.putObject("header").put("kid", "x")),
        form("several signatures", jws -> jws.putArray("signatures").addObject()),
        form("no payload", jws -> jws.remove("payload")),
        form("a payload of null", jws -> jws.putNull("payload")),
        form("no signature", jws -> jws.remove("signature")),
        form("no protected header", jws -> jws.remove("protected")),
        form("a padded signature", jws -> jws.put("signature", text(jws, "signature") + "==")),
        form("a payload of spaces", jws -> jws.put("payload", " ")),
        form("a line break", jws -> jws.put("signature", text(jws, "signature") + "\n")),
        form("the standard alphabet", jws -> jws.put("signature", "+/".repeat(43))),
        form("a short signature", jws -> jws.put("signature", "AAAA")),
        form("a signature of zeros", jws -> jws.put("signature", Base64Url.encode(new byte[64]))),
        form("a signature in DER", jws -> jws.put("signature", Base64Url.encode(der()))),
        form("r = n", jws -> jws.put("signature", Base64Url.encode(order()))),
        form("a changed payload", jws -> jws.put("payload", "e30")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenForms")
  @Requirement({"JWS-01", "JWS-02", "JWS-04", "JWS-13", "JWS-16", "JWS-19"})
  void aJwsWithThisIsRefused(String name, Consumer<ObjectNode> change) {
    Answer answer = client.withJws(client.account(), change);
    answer.isProblem(400, "malformed");
    assertThat(answer.header("Replay-Nonce")).isNotEmpty();
    client.read(client.account()).has(200);
  }

  static Stream<Arguments> brokenHeaders() {
    return Stream.of(
        header("no alg", "malformed", h -> h.remove("alg")),
        header("alg none", "badSignatureAlgorithm", h -> h.put("alg", "none")),
        header("alg HS256", "badSignatureAlgorithm", h -> h.put("alg", "HS256")),
        header("alg RS1", "badSignatureAlgorithm", h -> h.put("alg", "RS1")),
        header("an alg that is no text", "malformed", h -> h.put("alg", 7)),
        header("an alg of another key", "badSignatureAlgorithm", h -> h.put("alg", "RS256")),
        header("crit", "malformed", h -> h.putArray("crit").add("exp")),
        header("b64", "malformed", h -> h.put("b64", false)),
        header("jwk beside kid", "malformed", h -> h.putObject("jwk")),
        header("neither", "malformed", h -> h.remove("kid")),
        header("no nonce", "badNonce", h -> h.remove("nonce")),
        header("a nonce of null", "malformed", h -> h.putNull("nonce")),
        header("a nonce that is a number", "malformed", h -> h.put("nonce", 1)),
        header("a nonce that is not base64url", "malformed", h -> h.put("nonce", "a+b/=")),
        header("a kid that is no text", "malformed", h -> h.put("kid", 1)),
        header("no url", "malformed", h -> h.remove("url")),
        header("a url that is no text", "malformed", h -> h.put("url", 1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenHeaders")
  @Requirement({"JWS-03", "JWS-05", "JWS-07", "JWS-09", "JWS-14", "NON-08", "NON-09"})
  void aProtectedHeaderWithThisIsRefused(String name, String type, Consumer<ObjectNode> change) {
    Answer answer = client.withHeader(client.account(), change);
    answer.isProblem(400, type);
    assertThat(answer.header("Replay-Nonce")).isNotEmpty();
    if (type.equals("badSignatureAlgorithm")) {
      assertThat(answer.json().path("algorithms").get(0).textValue()).isEqualTo("ES256");
    }
  }

  @Test
  @Requirement("JWS-05")
  void aMacUnderThePublicKeyIsNoSignature() throws Exception {
    ObjectNode header = client.header(client.account()).put("alg", "HS256");
    String input = Base64Url.encode(Json.write(header)) + ".";
    javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
    mac.init(new javax.crypto.spec.SecretKeySpec(client.keys.getPublic().getEncoded(), "x"));
    ObjectNode jws =
        Client.object()
            .put("protected", Base64Url.encode(Json.write(header)))
            .put("payload", "")
            .put("signature", Base64Url.encode(mac.doFinal(input.getBytes(UTF_8))));
    client
        .send("POST", client.account(), Client.JOSE, Client.body(jws))
        .isProblem(400, "badSignatureAlgorithm");
  }

  @Test
  @Requirement("JWS-10")
  void newAccountWantsAJwk() {
    client.post(client.url("new-account"), "{}").isProblem(400, "malformed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"new-order", "key-change", "new-nonce", "directory"})
  @Requirement({"JWS-11", "KEY-08"})
  void allOthersWantAKid(String resource) {
    client.postByKey(client.url(resource), Client.object()).isProblem(400, "malformed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "account",
        "https://elsewhere.example/acme/kita/account/%s",
        "http://ca.shomei.example/acme/kita/account/%s",
        "/acme/kita/account/%s",
        "%s",
        "https://ca.shomei.example/acme/kita/account/%s/",
        "https://ca.shomei.example/acme/kita/account/%s?x",
        "https://ca.shomei.example/acme/hokuyo/account/%s",
        "https://ca.shomei.example/acme/kita/order/%s",
        "https://ca.shomei.example/acme/kita/account/00000000-0000-0000-0000-000000000000",
        "https://CA.shomei.example/acme/kita/account/%s",
        "https://ca.shomei.example:443/acme/kita/account/%s"
      })
  @Requirement("JWS-12")
  void aKidIsTheExactUrlOfAnAccountHere(String kid) {
    String id = client.account().substring(client.account().lastIndexOf('/') + 1);
    client
        .withHeader(client.account(), h -> h.put("kid", kid.formatted(id)))
        .isProblem(400, "accountDoesNotExist");
  }

  @Test
  @Requirement({"JWS-12", "ACC-12"})
  void anAccountOfOneInstitutionIsNobodyAtAnother() {
    Client other = new Client(edge, "hokuyo", client.keys);
    other.kid = client.account();
    other.read(other.url("directory")).isProblem(400, "accountDoesNotExist");
    other.createAccount(Client.object()).has(201);
  }

  @Test
  @Requirement("JWS-13")
  void anotherKeysSignatureIsRefused() {
    Client thief = Client.at(edge, "kita");
    thief.kid = client.account();
    thief.read(client.account()).isProblem(400, "malformed");
    thief.post(client.account(), "{\"status\":\"deactivated\"}").isProblem(400, "malformed");
    client.read(client.account()).has(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/jose",
        "text/plain",
        "",
        "application/jose+json2"
      })
  @Requirement({"JWS-17", "NON-06"})
  void anotherContentTypeIs415(String type) {
    byte[] body = Client.body(client.sign(client.header(client.account()), new byte[0]));
    Answer answer =
        client.send(
            "POST",
            client.account(),
            type.isEmpty() ? Map.of() : Map.of("Content-Type", type),
            body);
    answer.isProblem(415, "malformed");
    assertThat(answer.header("Replay-Nonce")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Application/JOSE+JSON",
        "application/jose+json; charset=utf-8",
        "application/jose+json;x"
      })
  @Requirement("JWS-27")
  void theContentTypeMayBeInAnyCaseAndHaveParameters(String type) {
    byte[] body = Client.body(client.sign(client.header(client.account()), new byte[0]));
    client.send("POST", client.account(), type, body).has(200);
  }

  @Test
  @Requirement("JWS-20")
  void aParameterThatComesTwiceIsRefused() {
    String header =
        "{\"alg\":\"ES256\",\"alg\":\"ES256\",\"kid\":\"%s\",\"nonce\":\"%s\",\"url\":\"%s\"}"
            .formatted(client.account(), client.nonce(), client.account());
    send(Client.signRaw(client.keys, Base64Url.encode(header.getBytes(UTF_8)), ""))
        .isProblem(400, "malformed");
  }

  @Test
  @Requirement({"JWS-21", "SEC-03"})
  void unknownMembersAndParametersAreIgnoredAndNothingInThemIsFetched() {
    ObjectNode header = client.header(client.account());
    header
        .put("typ", "JOSE")
        .put("jku", "http://127.0.0.1:1/keys")
        .put("x5u", "http://127.0.0.1:1/");
    header.putArray("x5c").add("AAAA");
    ObjectNode jws = client.sign(header, new byte[0]);
    jws.put("unknown", 1);
    send(jws).has(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5b5d", "22616263227d", "", "ff", "efbbbf7b7d", "7b7d7b7d", "6e756c6c"})
  @Requirement("JWS-22")
  void aProtectedHeaderIsAJsonObjectInUtf8(String hex) {
    send(Client.signRaw(client.keys, Base64Url.encode(HexFormat.of().parseHex(hex)), ""))
        .isProblem(400, "malformed");
  }

  @Test
  @Requirement("JWS-23")
  void theSameKeyInOtherJsonIsTheSameAccount() {
    ObjectNode jwk = Client.object(client.jwk().canonicalJson());
    ObjectNode other = Client.object().put("use", "sig").put("kid", "mine");
    Stream.of("y", "x", "kty", "crv").forEach(name -> other.set(name, jwk.get(name)));
    ObjectNode header = client.keyHeader(client.url("new-account"));
    header.set("jwk", other);
    Answer answer =
        client.send(
            "POST",
            client.url("new-account"),
            Client.JOSE,
            Client.body(client.sign(header, "{}".getBytes(UTF_8))));
    answer.has(200);
    assertThat(answer.location()).isEqualTo(client.account());
  }

  static Stream<byte[]> garbage() {
    return Stream.of(
        new byte[0],
        "{".getBytes(UTF_8),
        "[]".getBytes(UTF_8),
        "null".getBytes(UTF_8),
        "a.b.c".getBytes(UTF_8),
        "{}{}".getBytes(UTF_8),
        "\uFEFF{}".getBytes(UTF_8),
        new byte[] {(byte) 0xff, (byte) 0xfe},
        ("[".repeat(30_000) + "]".repeat(30_000)).getBytes(UTF_8),
        ("{\"protected\":" + "{\"a\":".repeat(5000)).getBytes(UTF_8),
        "{\"protected\":1,\"payload\":2,\"signature\":3}".getBytes(UTF_8));
  }

  @ParameterizedTest
  @MethodSource("garbage")
  @Requirement({"JWS-25", "ERR-06"})
  void garbageIs400AndTheServerStaysUp(byte[] body) {
    client.send("POST", client.account(), Client.JOSE, body).isProblem(400, "malformed");
    client.read(client.account()).has(200);
  }

  @Test
  @Requirement("JWS-25")
  void aBodyBeyondTheBoundIs413WithANonce() {
    Answer answer = client.send("POST", client.account(), Client.JOSE, new byte[70_000]);
    answer.isProblem(413, "malformed");
    assertThat(answer.header("Replay-Nonce")).isNotEmpty();
    assertThat(answer.links("index")).containsExactly(client.url("directory"));
  }

  private Answer send(ObjectNode jws) {
    return client.send("POST", client.account(), Client.JOSE, Client.body(jws));
  }

  private static Arguments form(String name, Consumer<ObjectNode> change) {
    return Arguments.of(name, change);
  }

  private static Arguments header(String name, String type, Consumer<ObjectNode> change) {
    return Arguments.of(name, type, change);
  }

  private static String text(ObjectNode jws, String member) {
    return jws.get(member).textValue();
  }

  private static byte[] der() {
    return HexFormat.of().parseHex("3006020101020101" + "00".repeat(56));
  }

  private static byte[] order() {
    byte[] n =
        HexFormat.of().parseHex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
    byte[] both = Arrays.copyOf(n, 64);
    both[63] = 1;
    return both;
  }
}
