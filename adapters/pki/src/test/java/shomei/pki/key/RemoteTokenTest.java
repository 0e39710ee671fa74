package shomei.pki.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.credential.TokenSecret.Purpose;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.pki.Network;
import shomei.pki.SelfSigned;
import shomei.pki.SoftHsm;
import shomei.pki.secret.TokenPinSecret;

/// A token that is slow and far away: 50 ms a call, and one in twenty gets no answer.
final class RemoteTokenTest {
  private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);
  private static final Duration LATENCY = Duration.ofMillis(50);
  private static final int CALLERS = 8;
  private static final int EACH = 25;

  private String token;
  private Pkcs11CryptoToken keys;
  private Signer signer;

  @BeforeEach
  void open() {
    token = SoftHsm.newToken();
    keys = SoftHsm.keys(token, InstantSource.system());
    PublicKey key = keys.create("k", KeyKind.P256, SelfSigned::certify).getFirst().getPublicKey();
    signer = new Signer(keys, "k", key);
    keys.createSecret("pin");
    keys.mac("pin", MESSAGE);
  }

  @AfterEach
  void close() {
    keys.close();
    SoftHsm.destroy(token);
  }

  @Test
  void whatItSignsVerifiesAndFewCallersAreToldToComeAgain() throws Exception {
    AtomicInteger signed = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    AtomicInteger other = new AtomicInteger();
    try (Network network = network(LATENCY, RemoteTokenTest::oneInTwenty)) {
      long begun = System.nanoTime();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < CALLERS; i++) {
          threads.execute(() -> sign(signed, refused, other));
        }
      }
      System.out.printf(
          "remote token, 50 ms a call, 5%% lost: %d signatures, %d refused, %d operations,"
              + " %.1f/s%n",
          signed.get(),
          refused.get(),
          network.operations(),
          signed.get() / ((System.nanoTime() - begun) / 1e9));
    }
    assertThat(other).hasValue(0);
    assertThat(signed.get() + refused.get()).isEqualTo(CALLERS * EACH);
    assertThat(refused.get()).isLessThanOrEqualTo(CALLERS * EACH / 20);
    assertThat(signer.sign(MESSAGE)).isNotEmpty();
  }

  private void sign(AtomicInteger signed, AtomicInteger refused, AtomicInteger other) {
    for (int n = 0; n < EACH; n++) {
      try {
        byte[] signature = signer.sign(MESSAGE);
        boolean good = signer.scheme().verifies(signer.publicKey(), MESSAGE, signature);
        (good ? signed : other).incrementAndGet();
      } catch (Refusal away) {
        boolean later = away.reason() == Reason.UNAVAILABLE && away.retryAfter().isPresent();
        (later ? refused : other).incrementAndGet();
      }
    }
  }

  @Test
  void aCallThatIsLostNowAndThenIsTriedOnceMoreWithoutARestartOfTheModule() {
    int before = SoftHsm.module().generation();
    try (Network network = network(Duration.ZERO, call -> call % 20 == 0)) {
      for (int i = 0; i < 60; i++) {
        assertThat(signer.sign(MESSAGE)).isNotEmpty();
      }
      assertThat(network.operations()).isGreaterThan(60);
    }
    assertThat(SoftHsm.module().generation()).isEqualTo(before);
  }

  @Test
  void aTokenThatLosesEverythingRefusesAndSignsWhenTheNetworkIsBack() {
    try (Network network = network(Duration.ZERO, call -> true)) {
      for (int i = 0; i < 3; i++) {
        CryptoTokenContract.assertUnavailable(() -> signer.sign(MESSAGE));
        CryptoTokenContract.assertUnavailable(() -> keys.mac("pin", MESSAGE));
      }
      assertThat(network.operations()).isPositive();
    }
    assertThat(signer.sign(MESSAGE)).isNotEmpty();
    assertThat(keys.mac("pin", MESSAGE)).hasSize(32);
  }

  @Test
  void aPinCostsTheTokenOneDigest() {
    TokenPinSecret secret = new TokenPinSecret(keys, "pin", Optional.empty());
    secret.mac(Purpose.PIN, MESSAGE);
    try (Network network = network(Duration.ZERO, call -> false)) {
      for (int i = 0; i < 5; i++) {
        secret.mac(Purpose.PIN, MESSAGE);
      }
      assertThat(network.operations()).isEqualTo(5);
    }
  }

  /// Without a pattern: two in a row come too.
  private static boolean oneInTwenty(int call) {
    return new Random(call).nextInt(20) == 0;
  }

  private static Network network(Duration latency, IntPredicate lost) {
    return new Network(SoftHsm.module().path(), latency, lost);
  }
}
