package shomei.protocol.jws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shomei.protocol.problem.ProblemType.BAD_NONCE;
import static shomei.protocol.problem.ProblemType.BAD_PUBLIC_KEY;
import static shomei.protocol.problem.ProblemType.BAD_SIGNATURE_ALGORITHM;
import static shomei.protocol.problem.ProblemType.MALFORMED;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.protocol.json.Base64Url;
import shomei.protocol.json.Json;
import shomei.protocol.jwk.Jwk;
import shomei.protocol.problem.ProblemException;
import shomei.protocol.problem.ProblemType;

/// The form of a request, rule by rule of RFC 8555 §6. Each test breaks one thing in a request that
/// is right else.
class JwsRequestTest {

  private static final String URL = "https://ca.test/acme/biznet/new-order";
  private static final String ACCOUNT = "https://ca.test/acme/biznet/account/7";
  private static final String NONCE = "bm9uY2U";
  private static final byte[] PAYLOAD = "{\"a\":1}".getBytes(UTF_8);

  private final JwsSigner signer = JwsSigner.of(Keys.p256());
  private final JwsVerifier verifier = JwsVerifier.ofPlatform();

  @Test
  void aRequestOfAnAccountTellsAccountUrlNonceAndPayload() {
    Jws jws = Jws.parse(signer.request(ACCOUNT, URL, NONCE, PAYLOAD));

    SignedRequest request = jws.toRequest();

    assertThat(jws.nonce()).isEqualTo(NONCE);
    assertThat(request.signatory()).isEqualTo(new Signatory.AccountHolder(ACCOUNT));
    assertThat(request.url()).isEqualTo(URL);
    assertThat(verifier.payload(request.content(), signer.jwk())).isEqualTo(PAYLOAD);
  }

  @Test
  void aRequestWithItsOwnKeyTellsTheKey() {
    SignedRequest request = Jws.parse(signer.request(URL, NONCE, PAYLOAD)).toRequest();

    assertThat(request.signatory()).isEqualTo(new Signatory.KeyHolder(signer.jwk()));
  }

  @Test
  void postAsGetHasAnEmptyPayload() {
    SignedRequest request = Jws.parse(signer.request(ACCOUNT, URL, NONCE, new byte[0])).toRequest();

    assertThat(verifier.payload(request.content(), signer.jwk())).isEmpty();
  }

  @Test
  void theNonceIsReadEvenWhereTheRestIsRefused() {
    ObjectNode header = header().put("alg", "none").put("kid", "both");
    header.putObject("jwk");

    ObjectNode jws = envelope(header);
    jws.remove("signature");

    assertThat(Jws.parse(jws).nonce()).isEqualTo(NONCE);
  }

  @Test
  void noNonceIsABadNonce() {
    ObjectNode header = header();
    header.remove("nonce");

    assertRefused(BAD_NONCE, () -> Jws.parse(envelope(header)).nonce());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bm9uY2U=", "a b", "+/+/", "é", "a"})
  void aNonceIsBase64UrlWithoutPadding(String nonce) {
    assertRefused(MALFORMED, () -> Jws.parse(envelope(header().put("nonce", nonce))).nonce());
  }

  @Test
  void aNonceIsText() {
    assertRefused(MALFORMED, () -> Jws.parse(envelope(header().put("nonce", 7))).nonce());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "\"eyJhbGciOiJFUzI1NiJ9.e30.AA\"",
        "eyJhbGciOiJFUzI1NiJ9.e30.AA",
        "null",
        "{}",
        "{\"protected\":null,\"payload\":\"\",\"signature\":\"\"}",
        "{\"protected\":7,\"payload\":\"\",\"signature\":\"\"}",
        "{\"protected\":\"\",\"payload\":\"\",\"signature\":\"\"}",
        "{\"protected\":\"W10\",\"payload\":\"\",\"signature\":\"\"}",
        "{\"protected\":\"e30\",\"payload\":\"\",\"signature\":\"\"}",
        "{\"protected\":\"e30=\",\"payload\":\"\",\"signature\":\"\"}"
      })
  void whatIsNotAFlattenedJwsIsMalformed(String body) {
    assertRefused(MALFORMED, () -> Jws.parse(body.getBytes(UTF_8)).toRequest());
  }

  @Test
  void anUnprotectedHeaderIsRefusedEvenIfEmpty() {
    assertEnvelopeRefused(jws -> jws.putObject("header"));
    assertEnvelopeRefused(jws -> jws.putNull("header"));
  }

  @Test
  void severalSignaturesAreRefused() {
    assertEnvelopeRefused(jws -> jws.putArray("signatures"));
  }

  @Test
  void aDetachedPayloadIsRefused() {
    assertEnvelopeRefused(jws -> jws.remove("payload"));
    assertEnvelopeRefused(jws -> jws.putNull("payload"));
    assertEnvelopeRefused(jws -> jws.putObject("payload"));
  }

  @Test
  void aMissingSignatureIsRefused() {
    assertEnvelopeRefused(jws -> jws.remove("signature"));
    assertEnvelopeRefused(jws -> jws.put("signature", 1));
  }

  @Test
  void paddingAndTheStandardAlphabetAreRefusedInEveryPart() {
    for (String part : new String[] {"protected", "payload", "signature"}) {
      for (String text : new String[] {"e30=", "++++", "e3 0", "e30\n", "e31"}) {
        assertEnvelopeRefused(jws -> jws.put(part, text));
      }
    }
  }

  @Test
  void extensionsThatChangeTheReadingAreRefused() {
    assertHeaderRefused(MALFORMED, header -> header.put("b64", false));
    assertHeaderRefused(MALFORMED, header -> header.put("b64", true));
    assertHeaderRefused(MALFORMED, header -> header.putArray("crit").add("exp"));
    assertHeaderRefused(MALFORMED, header -> header.putArray("crit"));
    assertHeaderRefused(MALFORMED, header -> header.putNull("crit"));
  }

  @Test
  void unknownMembersAndHeadersAreIgnoredAndNeverFollowed() {
    ObjectNode header =
        header()
            .put("typ", "JOSE")
            .put("jku", "https://127.0.0.1:1/")
            .put("x5u", "${jndi:ldap://127.0.0.1:1/}")
            .put("x5c", 12);
    ObjectNode jws = envelope(header).put("more", "of it");

    assertThat(Jws.parse(jws).toRequest().url()).isEqualTo(URL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"none", "NONE", "HS256", "HS384", "HS512", "ES512", "ES256K", "RS1", "es256", ""})
  void otherAlgorithmsAreRefusedAndTheGoodOnesListed(String algorithm) {
    ThrowingCallable reading =
        () -> Jws.parse(envelope(header().put("alg", algorithm))).toRequest();

    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> {
              assertThat(refused.problem().hasType(BAD_SIGNATURE_ALGORITHM)).isTrue();
              assertThat(refused.problem().algorithms())
                  .containsExactly("ES256", "ES384", "EdDSA", "RS256", "PS256");
            });
  }

  @Test
  void aMissingAlgorithmOrOneThatIsNoTextIsMalformed() {
    assertHeaderRefused(MALFORMED, header -> header.remove("alg"));
    assertHeaderRefused(MALFORMED, header -> header.put("alg", 256));
  }

  @Test
  void theUrlIsRequiredAndText() {
    assertHeaderRefused(MALFORMED, header -> header.remove("url"));
    assertHeaderRefused(MALFORMED, header -> header.putArray("url").add(URL));
  }

  @Test
  void eitherJwkOrKidNeverBothNeverNeither() {
    JsonNode jwk = Json.parse(signer.jwk().canonicalJson().getBytes(UTF_8));
    assertHeaderRefused(MALFORMED, header -> header.remove("kid"));
    assertHeaderRefused(MALFORMED, header -> header.set("jwk", jwk));
    assertHeaderRefused(MALFORMED, header -> header.putNull("jwk"));
    assertHeaderRefused(MALFORMED, header -> header.put("kid", 7));
  }

  @Test
  void aKeyOfAnotherKindThanTheAlgorithmIsABadKey() {
    JsonNode p384 = Json.parse(Jwk.of(Keys.p384().getPublic()).canonicalJson().getBytes(UTF_8));
    assertHeaderRefused(
        BAD_PUBLIC_KEY,
        header -> {
          header.remove("kid");
          header.set("jwk", p384);
        });
  }

  @Test
  void aHeaderNamedTwiceIsRefused() {
    String twice = "{\"alg\":\"ES256\",\"alg\":\"none\",\"kid\":\"k\",\"url\":\"u\"}";
    assertEnvelopeRefused(jws -> jws.put("protected", Base64Url.encode(twice.getBytes(UTF_8))));
  }

  @Test
  void aHeaderThatIsNotUtf8IsRefused() {
    byte[] header = "{\"alg\":\"ES256\",\"kid\":\"k\",\"url\":\"?\"}".getBytes(UTF_8);
    header[header.length - 3] = (byte) 0xC0;
    assertEnvelopeRefused(jws -> jws.put("protected", Base64Url.encode(header)));
  }

  @Test
  void theInnerJwsOfAKeyChangeHasAKeyAndNoNonce() {
    SignedKeyChange change = Jws.parse(signer.keyChange(URL, PAYLOAD)).toKeyChange();

    assertThat(change.newKey()).isEqualTo(signer.jwk());
    assertThat(change.url()).isEqualTo(URL);
    assertThat(verifier.payload(change.content(), change.newKey())).isEqualTo(PAYLOAD);

    byte[] withNonce = signer.request(URL, NONCE, PAYLOAD);
    assertRefused(MALFORMED, () -> Jws.parse(withNonce).toKeyChange());
    ObjectNode withKid = header();
    withKid.remove("nonce");
    assertRefused(MALFORMED, () -> Jws.parse(envelope(withKid)).toKeyChange());
  }

  @Test
  void aProofNamesTheCertificateByItsDigest() {
    String digest = Base64Url.encode(new byte[32]);
    ObjectNode jws = signer.proof(digest, "token.thumbprint");

    SignedProof proof = Jws.parse(jws).toProof();

    assertThat(proof.certificateSha256()).isEqualTo(digest);
    assertThat(verifier.open(proof.content(), signer.jwk().publicKey()))
        .contains("token.thumbprint".getBytes(UTF_8));
    assertRefused(
        MALFORMED, () -> Jws.parse(signer.proof(Base64Url.encode(new byte[20]), "t.t")).toProof());
    assertRefused(MALFORMED, () -> Jws.parse(envelope(header())).toProof());
  }

  @Test
  void nothingPrintsAPayload() {
    SignedRequest request =
        Jws.parse(signer.request(URL, NONCE, "{\"pin\":\"4711\"}".getBytes(UTF_8))).toRequest();

    assertThat(request.toString())
        .doesNotContain("4711", Base64Url.encode("{\"pin\"".getBytes(UTF_8)));
  }

  private void assertHeaderRefused(ProblemType type, Consumer<ObjectNode> fault) {
    ObjectNode header = header();
    fault.accept(header);
    assertRefused(type, () -> Jws.parse(envelope(header)).toRequest());
  }

  private void assertEnvelopeRefused(Consumer<ObjectNode> fault) {
    ObjectNode jws = envelope(header());
    assertThat(Jws.parse(jws).toRequest().url()).as("right before the fault").isEqualTo(URL);
    fault.accept(jws);
    assertRefused(MALFORMED, () -> Jws.parse(jws).toRequest());
  }

  private static void assertRefused(ProblemType type, ThrowingCallable reading) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.problem().knownType()).contains(type));
  }

  private static ObjectNode header() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("alg", "ES256")
        .put("kid", ACCOUNT)
        .put("nonce", NONCE)
        .put("url", URL);
  }

  private static ObjectNode envelope(ObjectNode header) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("protected", Base64Url.encode(Json.write(header)))
        .put("payload", Base64Url.encode(PAYLOAD))
        .put("signature", Base64Url.encode(new byte[64]));
  }
}
