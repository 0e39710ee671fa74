package shomei.pki.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// Broken requests in quantity: whatever is changed in one, a refusal comes of it and nothing else,
/// since nobody signed it so. `-Pfuzz` makes many more of them, from another start each time.
final class CsrFuzzTest {
  private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 20_000);
  private static final List<String> SEEDS =
      List.of("p256-names", "p256-bare", "p256-foreign-names", "p384", "rsa2048", "ed25519");

  /// Tags and lengths that parsers stumble over.
  private static final byte[] SPLICES = {
    0x00,
    0x01,
    0x02,
    0x03,
    0x04,
    0x05,
    0x06,
    0x0c,
    0x13,
    0x16,
    0x1e,
    0x1f,
    0x24,
    0x30,
    0x31,
    0x7f,
    (byte) 0x80,
    (byte) 0x81,
    (byte) 0x82,
    (byte) 0x84,
    (byte) 0xa0,
    (byte) 0xa3,
    (byte) 0xff
  };

  private final long start = Long.getLong("fuzz.seed", 2986);
  private final Random random = new Random(start);
  private final List<byte[]> seeds = SEEDS.stream().map(CsrFuzzTest::seed).toList();
  private final CsrReader reader = new CsrReader();

  @Test
  void theSeedsAreGoodRequests() {
    assertThat(seeds).allSatisfy(seed -> assertThat(reader.read(Octets.of(seed))).isNotNull());
  }

  @Test
  void aBrokenRequestIsRefused() {
    for (int round = 0; round < ROUNDS; round++) {
      byte[] good = seeds.get(random.nextInt(seeds.size()));
      byte[] broken = broken(good);
      if (!Arrays.equals(good, broken)) {
        assertThat(outcome(broken))
            .as(
                "round %d of start %d: %s",
                round, start, Base64.getEncoder().encodeToString(broken))
            .isEqualTo("BAD_CSR");
      }
    }
  }

  private String outcome(byte[] request) {
    try {
      return reader.read(Octets.of(request)).toString();
    } catch (Refusal refusal) {
      return refusal.reason() == Reason.BAD_CSR ? "BAD_CSR" : refusal.toString();
    }
  }

  /// Half of the changes keep the length, so that the outer structure stands and inner parsers see
  /// them.
  private byte[] broken(byte[] good) {
    byte[] broken = good.clone();
    int faults = 1 + random.nextInt(3);
    for (int fault = 0; fault < faults && broken.length > 0; fault++) {
      int at = random.nextInt(broken.length);
      switch (random.nextInt(6)) {
        case 0 -> broken[at] = (byte) random.nextInt(256);
        case 1, 2 -> broken[at] = SPLICES[random.nextInt(SPLICES.length)];
        case 3 -> broken = Arrays.copyOf(broken, at);
        case 4 -> {
          int from = random.nextInt(good.length);
          int length = Math.min(good.length - from, broken.length - at);
          System.arraycopy(good, from, broken, at, random.nextInt(length + 1));
        }
        default -> {
          byte[] doubled = Arrays.copyOf(broken, broken.length + (broken.length - at));
          System.arraycopy(broken, at, doubled, broken.length, broken.length - at);
          broken = doubled;
        }
      }
    }
    return broken;
  }

  private static byte[] seed(String name) {
    try (InputStream in = CsrFuzzTest.class.getResourceAsStream("seeds/" + name + ".pem")) {
      String pem = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
      return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
