package shomei.protocol.jwk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shomei.protocol.problem.ProblemType.BAD_PUBLIC_KEY;
import static shomei.protocol.problem.ProblemType.MALFORMED;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.protocol.json.Base64Url;
import shomei.protocol.json.Json;
import shomei.protocol.problem.ProblemException;
import shomei.protocol.problem.ProblemType;

class JwkTest {

  private static final String MODULUS =
      "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
  private static final String RSA =
      "{\"kty\":\"RSA\",\"n\":\""
          + MODULUS
          + "\",\"e\":\"AQAB\",\"alg\":\"RS256\",\"kid\":\"2011-04-29\"}";
  private static final String EC =
      """
      {"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
       "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","use":"enc","kid":"1"}
      """;
  private static final String ED =
      "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";

  @Test
  void rfc7638TheThumbprintOfAnRsaKey() {
    assertThat(jwk(RSA).thumbprint()).isEqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    assertThat(jwk(RSA).canonicalJson())
        .isEqualTo("{\"e\":\"AQAB\",\"kty\":\"RSA\",\"n\":\"" + MODULUS + "\"}");
  }

  @Test
  void rfc8037TheThumbprintOfAnEd25519Key() {
    assertThat(jwk(ED).thumbprint()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    assertThat(jwk(ED).canonicalJson())
        .isEqualTo(
            "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}");
  }

  @Test
  void rfc7517AnEllipticCurveKeyIsReadAndWritten() {
    Jwk key = jwk(EC);

    assertThat(key.canonicalJson())
        .isEqualTo(
            "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\","
                + "\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\"}");
    assertThat(Jwk.of(key.publicKey())).isEqualTo(key).hasSameHashCodeAs(key);
    assertThat(Json.write(key)).isEqualTo(key.canonicalJson().getBytes(UTF_8));
  }

  @Test
  void aKeyIsTheSameHoweverItWasWritten() {
    byte[] modulus = Base64Url.decode(MODULUS, "n");
    byte[] withZero = new byte[modulus.length + 1];
    System.arraycopy(modulus, 0, withZero, 1, modulus.length);
    ObjectNode other = json("{\"ext\":true,\"e\":\"AAEAAQ\",\"kty\":\"RSA\"}");
    other.put("n", Base64Url.encode(withZero));

    assertThat(Jwk.parse(other)).isEqualTo(jwk(RSA));
    assertThat(Jwk.parse(other).canonicalJson()).isEqualTo(jwk(RSA).canonicalJson());
    assertThat(jwk(EC)).isNotEqualTo(jwk(RSA));
  }

  @ParameterizedTest
  @ValueSource(strings = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
  void privateMembersAreRefused(String member) {
    assertRefused(BAD_PUBLIC_KEY, json(EC).put(member, "AA"));
    assertRefused(BAD_PUBLIC_KEY, json(RSA).putNull(member));
  }

  @Test
  void aPointOffTheCurveIsRefused() {
    assertRefused(BAD_PUBLIC_KEY, json(EC).put("y", "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyQ"));
    assertRefused(
        BAD_PUBLIC_KEY,
        json(EC).put("x", Base64Url.encode(new byte[32])).put("y", Base64Url.encode(new byte[32])));
    byte[] ones = new byte[32];
    java.util.Arrays.fill(ones, (byte) 0xFF);
    assertRefused(BAD_PUBLIC_KEY, json(EC).put("x", Base64Url.encode(ones)));
  }

  @Test
  void coordinatesHaveTheLengthOfTheCurve() {
    assertRefused(BAD_PUBLIC_KEY, json(EC).put("x", Base64Url.encode(new byte[31])));
    assertRefused(BAD_PUBLIC_KEY, json(EC).put("crv", "P-384"));
    assertRefused(BAD_PUBLIC_KEY, json(ED).put("x", Base64Url.encode(new byte[31])));
    assertRefused(BAD_PUBLIC_KEY, json(ED).put("x", ""));
  }

  @Test
  void aCoordinateThatIsASmallNumberIsWrittenInTheLengthOfTheCurve() throws Exception {
    KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC");
    for (int bits : new int[] {256, 384}) {
      pairs.initialize(new ECGenParameterSpec("secp" + bits + "r1"));
      ECPublicKey small =
          Stream.generate(() -> (ECPublicKey) pairs.generateKeyPair().getPublic())
              .filter(key -> key.getW().getAffineX().bitLength() <= bits - Byte.SIZE)
              .findFirst()
              .orElseThrow();

      Jwk read = jwk(Jwk.of(small).canonicalJson());

      assertThat(read.publicKey()).isEqualTo(small);
      assertThat(read).isEqualTo(Jwk.of(small));
    }
  }

  @Test
  void everyOtherKindIsRefused() {
    assertRefused(BAD_PUBLIC_KEY, json(EC).put("kty", "oct"));
    assertRefused(BAD_PUBLIC_KEY, json(EC).put("kty", "ec"));
    assertRefused(BAD_PUBLIC_KEY, json(EC).put("crv", "secp256k1"));
    assertRefused(BAD_PUBLIC_KEY, json(EC).put("crv", "P-521"));
    assertRefused(BAD_PUBLIC_KEY, json(ED).put("crv", "Ed448"));
    assertRefused(BAD_PUBLIC_KEY, json(ED).put("crv", "X25519"));
    assertRefused(BAD_PUBLIC_KEY, json("{}"));
  }

  @Test
  void membersAreTextInStrictBase64Url() {
    assertRefused(BAD_PUBLIC_KEY, json(RSA).put("e", 65537));
    assertRefused(BAD_PUBLIC_KEY, json(RSA).put("e", ""));
    assertRefused(MALFORMED, json(RSA).put("e", "AQAB="));
    assertRefused(MALFORMED, json(EC).put("x", "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D5"));
  }

  @Test
  void weakRsaKeysAreRefused() {
    assertRefused(BAD_PUBLIC_KEY, json(RSA).put("e", "AQ"));
    assertRefused(BAD_PUBLIC_KEY, json(RSA).put("e", "Aw"));
    assertRefused(BAD_PUBLIC_KEY, json(RSA).put("e", "AQAA"));
    assertRefused(BAD_PUBLIC_KEY, json(RSA).put("n", "AQAB"));
    assertRefused(BAD_PUBLIC_KEY, json(RSA).put("n", "A".repeat(100_000)));
    assertThat(((RSAPublicKey) jwk(RSA).publicKey()).getModulus().bitLength()).isEqualTo(2048);
  }

  @Test
  void theKeyAuthorizationBindsTokenAndKey() {
    KeyAuthorization authorization =
        KeyAuthorization.of("evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA", jwk(RSA));

    assertThat(authorization.value())
        .isEqualTo(
            "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA.NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    // printf %s "<the value>" | openssl dgst -sha256 -binary | basenc --base64url
    assertThat(authorization.dnsDigest()).isEqualTo("ZTRx1Ckl1-tM05o5zaizTTA0yUy5AGereMgSNWC6Ll8");
  }

  private static void assertRefused(ProblemType type, ObjectNode json) {
    assertThatThrownBy(() -> Jwk.parse(json))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.problem().knownType()).contains(type));
  }

  private static Jwk jwk(String json) {
    return Jwk.parse(json(json));
  }

  private static ObjectNode json(String json) {
    return (ObjectNode) Json.parse(json.getBytes(UTF_8));
  }
}
