package shomei.protocol.jws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shomei.protocol.problem.ProblemType.BAD_PUBLIC_KEY;
import static shomei.protocol.problem.ProblemType.BAD_SIGNATURE_ALGORITHM;
import static shomei.protocol.problem.ProblemType.MALFORMED;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import shomei.protocol.json.Base64Url;
import shomei.protocol.json.Json;
import shomei.protocol.jwk.Jwk;
import shomei.protocol.problem.ProblemException;
import shomei.protocol.problem.ProblemType;

/// External account binding, RFC 8555 §7.3.4.
class AccountBindingTest {

  private static final String URL = "https://ca.test/acme/biznet/new-account";
  private static final byte[] KEY =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef".getBytes(UTF_8);

  private final Jwk account = Jwk.of(Keys.p256().getPublic());

  @ParameterizedTest
  @EnumSource
  void aBindingBindsItsKey(MacAlgorithm algorithm) {
    AccountBinding binding =
        Jws.parse(AccountBinding.create(algorithm, "kid-1", KEY, URL, account)).toBinding();

    assertThat(binding.kid()).isEqualTo("kid-1");
    assertThat(binding.url()).isEqualTo(URL);
    assertThat(binding.binds(KEY, account)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aWrongOrShortKeyBindsNothing(MacAlgorithm algorithm) {
    AccountBinding binding =
        Jws.parse(AccountBinding.create(algorithm, "kid-1", KEY, URL, account)).toBinding();
    byte[] wrong = KEY.clone();
    wrong[0] ^= 1;

    assertThat(binding.binds(wrong, account)).isFalse();
    assertThat(binding.binds(Arrays.copyOf(KEY, algorithm.minKeyOctets() - 1), account)).isFalse();
    assertThat(binding.binds(new byte[0], account)).isFalse();
  }

  @Test
  void aCapturedBindingBindsNoOtherKey() {
    AccountBinding binding =
        Jws.parse(AccountBinding.create(MacAlgorithm.HS256, "kid-1", KEY, URL, account))
            .toBinding();

    assertThat(binding.binds(KEY, Jwk.of(Keys.p256().getPublic()))).isFalse();
  }

  @Test
  void theBoundKeyMayBeWrittenInAnyOrderWithMoreMembers() {
    ObjectNode canonical = (ObjectNode) Json.parse(account.canonicalJson().getBytes(UTF_8));
    ObjectNode other = JsonNodeFactory.instance.objectNode().put("use", "sig");
    for (String name : new String[] {"y", "x", "kty", "crv"}) {
      other.set(name, canonical.get(name));
    }

    assertThat(Jws.parse(signed(header(), Json.write(other))).toBinding().binds(KEY, account))
        .isTrue();
  }

  @Test
  void aSignatureAlgorithmIsRefusedInABinding() {
    for (String algorithm : new String[] {"ES256", "RS256", "none", "HS1"}) {
      assertRefused(BAD_SIGNATURE_ALGORITHM, header -> header.put("alg", algorithm));
    }
  }

  @Test
  void aBindingHasKidAndUrlAndNoNonceAndNoJwk() {
    assertRefused(MALFORMED, header -> header.remove("kid"));
    assertRefused(MALFORMED, header -> header.put("kid", 1));
    assertRefused(MALFORMED, header -> header.remove("url"));
    assertRefused(MALFORMED, header -> header.put("nonce", "bm9uY2U"));
    assertRefused(MALFORMED, header -> header.putObject("jwk"));
    assertRefused(MALFORMED, header -> header.putArray("crit"));
  }

  @Test
  void thePayloadIsAKey() {
    ObjectNode claims = signed(header(), "{\"iss\":\"joe\"}".getBytes(UTF_8));
    ObjectNode text = signed(header(), "key".getBytes(UTF_8));

    assertRefused(BAD_PUBLIC_KEY, () -> Jws.parse(claims).toBinding());
    assertRefused(MALFORMED, () -> Jws.parse(text).toBinding());
  }

  @Test
  void aBindingIsNoRequestAndARequestIsNoBinding() {
    ObjectNode binding = AccountBinding.create(MacAlgorithm.HS256, "kid", KEY, URL, account);
    byte[] request = JwsSigner.of(Keys.p256()).request("kid", URL, "bm9uY2U", new byte[0]);

    assertRefused(BAD_SIGNATURE_ALGORITHM, () -> Jws.parse(binding).toRequest());
    assertRefused(BAD_SIGNATURE_ALGORITHM, () -> Jws.parse(request).toBinding());
  }

  private void assertRefused(ProblemType type, Consumer<ObjectNode> fault) {
    ObjectNode header = header();
    fault.accept(header);
    ObjectNode jws = signed(header, account.canonicalJson().getBytes(UTF_8));
    assertRefused(type, () -> Jws.parse(jws).toBinding());
  }

  private static void assertRefused(ProblemType type, Runnable reading) {
    assertThatThrownBy(reading::run)
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.problem().knownType()).contains(type));
  }

  private static ObjectNode header() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("alg", "HS256")
        .put("kid", "kid-1")
        .put("url", URL);
  }

  private static ObjectNode signed(ObjectNode header, byte[] payload) {
    String protectedHeader = Base64Url.encode(Json.write(header));
    String encoded = Base64Url.encode(payload);
    try {
      byte[] mac =
          MacAlgorithm.HS256
              .jose()
              .sign(
                  MacAlgorithm.HS256
                      .jose()
                      .prepareForSign(new HmacKey(KEY), new org.jose4j.jca.ProviderContext()),
                  Flattened.signingInput(protectedHeader, encoded));
      return JsonNodeFactory.instance
          .objectNode()
          .put("protected", protectedHeader)
          .put("payload", encoded)
          .put("signature", Base64Url.encode(mac));
    } catch (org.jose4j.lang.JoseException fault) {
      throw new AssertionError(fault);
    }
  }
}
