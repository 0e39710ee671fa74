package shomei.web.rfc8555;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import shomei.protocol.json.Base64Url;
import shomei.protocol.jws.JwsSigner;
import shomei.protocol.jws.SignatureAlgorithm;

/// RFC 8555 §6.2: which algorithms and keys may sign.
final class Section6_2KeysTest {
  @RegisterExtension static final Edge edge = new Edge();

  private final Client client = Client.at(edge, "kita");

  static Stream<Arguments> goodKeys() {
    return Stream.of(
        Arguments.of(SignatureAlgorithm.ES256, Keys.p256()),
        Arguments.of(SignatureAlgorithm.ES384, Keys.ec("secp384r1")),
        Arguments.of(SignatureAlgorithm.EDDSA, Keys.ed25519()),
        Arguments.of(SignatureAlgorithm.RS256, Keys.rsa(2048)),
        Arguments.of(SignatureAlgorithm.PS256, Keys.rsa(2048)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goodKeys")
  @Requirement("JWS-06")
  void everyAlgorithmOfTheProtocolSigns(SignatureAlgorithm algorithm, KeyPair keys) {
    JwsSigner signer = JwsSigner.of(keys).with(algorithm);
    String url = client.url("new-account");
    Answer made =
        client.send(
            "POST", url, Client.JOSE, signer.request(url, client.nonce(), "{}".getBytes(UTF_8)));
    made.has(201);
    String account = made.location();
    client
        .send(
            "POST",
            account,
            Client.JOSE,
            signer.request(account, account, client.nonce(), new byte[0]))
        .has(200);
  }

  static Stream<Arguments> badKeys() {
    KeyPair small = Keys.rsa(1024);
    return Stream.of(
        Arguments.of(
            "RSA of 1024 bits", rsa(((RSAPublicKey) small.getPublic()).getModulus(), "AQAB")),
        Arguments.of(
            "RSA with e = 1", rsa(((RSAPublicKey) Keys.rsa(2048).getPublic()).getModulus(), "AQ")),
        Arguments.of(
            "a point off the curve",
            "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"%s\",\"y\":\"%s\"}"
                .formatted(Base64Url.encode(filled(32, 1)), Base64Url.encode(filled(32, 1)))),
        Arguments.of(
            "an unknown curve", "{\"kty\":\"EC\",\"crv\":\"P-192\",\"x\":\"AA\",\"y\":\"AA\"}"),
        Arguments.of(
            "Ed448",
            "{\"kty\":\"OKP\",\"crv\":\"Ed448\",\"x\":\"%s\"}"
                .formatted(Base64Url.encode(filled(57, 1)))),
        Arguments.of("a symmetric key", "{\"kty\":\"oct\",\"k\":\"AAAA\"}"),
        Arguments.of("no kty", "{\"crv\":\"P-256\"}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badKeys")
  @Requirement("JWS-08")
  void anUnfitKeyIsRefused(String name, String jwk) {
    Client stranger = Client.at(edge, "kita");
    ObjectNode header = stranger.keyHeader(stranger.url("new-account"));
    header.set("jwk", Client.object(jwk));
    header.put("alg", jwk.contains("RSA") ? "RS256" : jwk.contains("OKP") ? "EdDSA" : "ES256");
    stranger
        .send(
            "POST",
            stranger.url("new-account"),
            Client.JOSE,
            Client.body(stranger.sign(header, "{}".getBytes(UTF_8))))
        .isProblem(400, "badPublicKey");
  }

  @Test
  @Requirement("JWS-24")
  void aKeyThatComesWithItsPrivatePartIsRefusedAndNotReflected() {
    Client stranger = Client.at(edge, "kita");
    ObjectNode header = stranger.keyHeader(stranger.url("new-account"));
    ((ObjectNode) header.get("jwk")).put("d", "c2VjcmV0");
    Answer answer =
        stranger.send(
            "POST",
            stranger.url("new-account"),
            Client.JOSE,
            Client.body(stranger.sign(header, "{}".getBytes(UTF_8))));
    answer.isProblem(400, "badPublicKey");
    assertThat(answer.body()).doesNotContain("c2VjcmV0");
  }

  private static byte[] filled(int length, int value) {
    byte[] octets = new byte[length];
    Arrays.fill(octets, (byte) value);
    return octets;
  }

  private static String rsa(BigInteger modulus, String exponent) {
    byte[] octets = modulus.toByteArray();
    String n =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(Arrays.copyOfRange(octets, octets.length % 2, octets.length));
    return "{\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"%s\"}".formatted(n, exponent);
  }
}
