package shomei.protocol.jws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import shomei.protocol.json.Base64Url;
import shomei.protocol.json.Json;
import shomei.protocol.jwk.Jwk;
import shomei.protocol.problem.ProblemException;

/// Broken input in quantity: whatever arrives is read, found unsigned, or refused with a problem,
/// and nothing else. The seed is fixed, so a finding repeats; `-Pfuzz` takes others, and many
/// rounds.
class JwsFuzzTest {

  private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 20_000);
  private static final byte[] SPLICES =
      "{}[]\",:\\u0000\\ud800nulltrue1e9=+/-_. \uFEFF\u0000é".getBytes(UTF_8);

  private final Random random = new Random(Long.getLong("fuzz.seed", 8555));
  private final JwsVerifier verifier = JwsVerifier.ofPlatform();
  private final JwsSigner signer = JwsSigner.of(Keys.ed25519());

  @Test
  void aBrokenBodyIsRefusedWithAProblem() {
    byte[] good = signer.request("https://ca.test/", "bm9uY2U", "{}".getBytes(UTF_8));
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      refused += read(broken(good)) ? 0 : 1;
    }
    assertThat(refused).as("refusals, so that the test has broken something").isPositive();
  }

  @Test
  void aBrokenHeaderInAGoodBodyIsRefusedWithAProblem() {
    byte[] header =
        Json.write(
            java.util.Map.of(
                "alg", "EdDSA", "jwk", signer.jwk(), "nonce", "AA", "url", "https://ca.test/"));
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] body =
          Json.write(
              java.util.Map.of(
                  "protected", Base64Url.encode(broken(header)),
                  "payload", "",
                  "signature", Base64Url.encode(new byte[64])));
      refused += read(body) ? 0 : 1;
    }
    assertThat(refused).isPositive();
  }

  @Test
  void aBrokenKeyIsRefusedWithAProblem() {
    List<Jwk> keys =
        List.of(
            Jwk.of(Keys.p256().getPublic()),
            Jwk.of(Keys.p384().getPublic()),
            signer.jwk(),
            Jwk.of(Keys.rsa(2048).getPublic()));
    int refused = 0;
    for (int round = 0; round < ROUNDS / 4; round++) {
      byte[] good = keys.get(round % keys.size()).canonicalJson().getBytes(UTF_8);
      byte[] broken = broken(good);
      try {
        Jwk key = Jwk.parse(Json.parse(broken));
        assertThat(Jwk.parse(Json.parse(key.canonicalJson().getBytes(UTF_8)))).isEqualTo(key);
      } catch (ProblemException problem) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  /// Reads a body in every way; whatever but a problem is thrown fails the test.
  private boolean read(byte[] body) {
    try {
      Jws jws = Jws.parse(body);
      jws.nonce();
      refusable(jws::toBinding);
      refusable(jws::toProof);
      SignedRequest request = jws.toRequest();
      assertThat(request.url()).isNotNull();
      verifier.payload(request.content(), signer.jwk());
      return true;
    } catch (ProblemException problem) {
      assertThat(problem.problem().detail()).doesNotContainPattern("\\p{Cntrl}");
      return false;
    }
  }

  private static void refusable(Runnable reading) {
    try {
      reading.run();
    } catch (ProblemException problem) {
      assertThat(problem.problem().status()).isEqualTo(400);
    }
  }

  private byte[] broken(byte[] good) {
    byte[] broken = good.clone();
    int faults = 1 + random.nextInt(3);
    for (int fault = 0; fault < faults && broken.length > 0; fault++) {
      int at = random.nextInt(broken.length);
      switch (random.nextInt(4)) {
        case 0 -> broken[at] = (byte) random.nextInt(256);
        case 1 -> broken[at] = SPLICES[random.nextInt(SPLICES.length)];
        case 2 -> broken = Arrays.copyOf(broken, at);
        default -> {
          byte[] doubled = Arrays.copyOf(broken, broken.length + (broken.length - at));
          System.arraycopy(broken, at, doubled, broken.length, broken.length - at);
          broken = doubled;
        }
      }
    }
    return broken;
  }
}
