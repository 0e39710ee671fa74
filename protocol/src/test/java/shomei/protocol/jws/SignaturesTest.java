package shomei.protocol.jws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shomei.protocol.problem.ProblemType.BAD_PUBLIC_KEY;
import static shomei.protocol.problem.ProblemType.BAD_SIGNATURE_ALGORITHM;
import static shomei.protocol.problem.ProblemType.MALFORMED;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jose4j.jws.EcdsaUsingShaAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import shomei.protocol.jwk.Jwk;
import shomei.protocol.problem.ProblemException;

/// What verifies and, above all, what never does.
class SignaturesTest {

  private static final KeyPair P256 = Keys.p256();
  private static final KeyPair RSA = Keys.rsa(2048);
  private static final byte[] PAYLOAD = "{}".getBytes(UTF_8);

  private final JwsVerifier verifier = JwsVerifier.ofPlatform();

  static Stream<Arguments> everyAlgorithm() {
    return Stream.of(
        Arguments.of(JwsSigner.of(P256), P256.getPublic()),
        signerAndKey(Keys.p384()),
        signerAndKey(Keys.ed25519()),
        signerAndKey(RSA),
        Arguments.of(JwsSigner.of(RSA).with(SignatureAlgorithm.PS256), RSA.getPublic()));
  }

  @ParameterizedTest
  @MethodSource("everyAlgorithm")
  void whatWasSignedVerifies(JwsSigner signer, PublicKey key) {
    assertThat(verifier.open(signed(signer), key)).contains(PAYLOAD);
  }

  @ParameterizedTest
  @MethodSource("everyAlgorithm")
  void aChangedSignatureDoesNotVerify(JwsSigner signer, PublicKey key) {
    Signed signed = signed(signer);
    byte[] signature = signed.signature().clone();
    signature[signature.length / 2] ^= 1;

    assertThat(verifier.open(withSignature(signed, signature), key)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("everyAlgorithm")
  void changedContentDoesNotVerify(JwsSigner signer, PublicKey key) {
    Signed signed = signed(signer);
    byte[] input = signed.signingInput().clone();
    input[input.length - 1] ^= 1;
    Signed changed = new Signed(signed.algorithm(), input, signed.signature(), signed.payload());

    assertThat(verifier.open(changed, key)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("everyAlgorithm")
  void aSignatureOfAnotherLengthDoesNotVerify(JwsSigner signer, PublicKey key) {
    Signed signed = signed(signer);
    byte[] signature = signed.signature();
    byte[] longer = new byte[signature.length + 1];
    System.arraycopy(signature, 0, longer, 1, signature.length);

    assertThat(verifier.open(withSignature(signed, longer), key)).isEmpty();
    assertThat(
            verifier.open(
                withSignature(signed, Arrays.copyOf(signature, signature.length - 1)), key))
        .isEmpty();
    assertThat(verifier.open(withSignature(signed, new byte[0]), key)).isEmpty();
  }

  @Test
  void ecdsaInDerDoesNotVerify() throws Exception {
    Signed signed = signed(JwsSigner.of(P256));
    byte[] der = EcdsaUsingShaAlgorithm.convertConcatenatedToDer(signed.signature());

    assertThat(verifier.open(withSignature(signed, der), P256.getPublic())).isEmpty();
  }

  @Test
  void ecdsaNumbersOutsideOneToOrderDoNotVerify() {
    Signed signed = signed(JwsSigner.of(P256));
    BigInteger order = ((ECPublicKey) P256.getPublic()).getParams().getOrder();
    BigInteger r = new BigInteger(1, Arrays.copyOfRange(signed.signature(), 0, 32));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signed.signature(), 32, 64));

    assertThat(verifier.open(withSignature(signed, pair(r, s)), P256.getPublic())).isPresent();
    for (BigInteger odd : new BigInteger[] {BigInteger.ZERO, order, order.add(BigInteger.ONE)}) {
      assertThat(verifier.open(withSignature(signed, pair(odd, s)), P256.getPublic())).isEmpty();
      assertThat(verifier.open(withSignature(signed, pair(r, odd)), P256.getPublic())).isEmpty();
      assertThat(verifier.open(withSignature(signed, pair(odd, odd)), P256.getPublic())).isEmpty();
    }
  }

  @Test
  void anotherKeyOfTheSameKindDoesNotVerify() {
    Signed signed = signed(JwsSigner.of(P256));
    JwsSigner other = JwsSigner.of(Keys.p256());

    assertThatThrownBy(() -> verifier.payload(signed, other.jwk()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.problem().hasType(MALFORMED)).isTrue());
  }

  @Test
  void anAlgorithmThatDoesNotGoWithTheAccountsKeyIsNamedWithThoseThatDo() {
    Signed signed = signed(JwsSigner.of(P256));

    assertThatThrownBy(() -> verifier.payload(signed, JwsSigner.of(RSA).jwk()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> {
              assertThat(refused.problem().hasType(BAD_SIGNATURE_ALGORITHM)).isTrue();
              assertThat(refused.problem().algorithms()).containsExactly("RS256", "PS256");
            });
    assertThat(verifier.open(signed, RSA.getPublic())).isEmpty();
  }

  @Test
  void rs256IsNotTakenForPs256() {
    Signed rs = signed(JwsSigner.of(RSA));
    Signed taken =
        new Signed(SignatureAlgorithm.PS256, rs.signingInput(), rs.signature(), rs.payload());

    assertThat(verifier.open(taken, RSA.getPublic())).isEmpty();
  }

  @Test
  void aNamedProviderVerifiesTheSame() {
    Signed signed = signed(JwsSigner.of(P256));

    assertThat(JwsVerifier.of("SunEC").open(signed, P256.getPublic())).contains(PAYLOAD);
  }

  @ParameterizedTest
  @MethodSource("everyAlgorithm")
  void aPreparedKeyIsTheSameAndVerifiesTheSame(JwsSigner signer, PublicKey key) {
    Signed signed = signed(signer);
    byte[] input = signed.signingInput().clone();
    input[0] ^= 1;
    Signed changed = new Signed(signed.algorithm(), input, signed.signature(), signed.payload());
    for (JwsVerifier each : new JwsVerifier[] {verifier, JwsVerifier.of("SunEC")}) {
      Jwk prepared = each.prepared(signer.jwk());

      assertThat(prepared).isEqualTo(signer.jwk());
      assertThat(prepared.publicKey()).isEqualTo(key);
      assertThat(prepared.canonicalJson()).isEqualTo(signer.jwk().canonicalJson());
      assertThat(verifier.payload(signed, prepared)).isEqualTo(PAYLOAD);
      assertThat(verifier.open(changed, prepared.publicKey())).isEmpty();
    }
  }

  @Test
  void aKeyThatNoServerTakesDoesNotSign() {
    for (KeyPair weak : new KeyPair[] {Keys.p521(), Keys.ed448(), Keys.rsa(1024)}) {
      assertThatThrownBy(() -> JwsSigner.of(weak))
          .isInstanceOfSatisfying(
              ProblemException.class,
              refused -> assertThat(refused.problem().hasType(BAD_PUBLIC_KEY)).isTrue());
    }
    assertThatThrownBy(() -> JwsSigner.of(P256).with(SignatureAlgorithm.ES384))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Arguments signerAndKey(KeyPair keys) {
    return Arguments.of(JwsSigner.of(keys), keys.getPublic());
  }

  private static Signed signed(JwsSigner signer) {
    return Jws.parse(signer.request("https://ca.test/", "bm9uY2U", PAYLOAD)).toRequest().content();
  }

  private static Signed withSignature(Signed signed, byte[] signature) {
    return new Signed(signed.algorithm(), signed.signingInput(), signature, signed.payload());
  }

  private static byte[] pair(BigInteger r, BigInteger s) {
    byte[] pair = new byte[64];
    for (int i = 0; i < 32; i++) {
      pair[i] = r.shiftRight(8 * (31 - i)).byteValue();
      pair[32 + i] = s.shiftRight(8 * (31 - i)).byteValue();
    }
    return pair;
  }
}
