package shomei.pki.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.pki.SelfSigned;

/// What all [CryptoToken] must do.
abstract class CryptoTokenContract {
  private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);

  abstract CryptoToken keys();

  /// The same keys as another process sees them.
  abstract CryptoToken elsewhere();

  @ParameterizedTest
  @EnumSource(names = {"P256", "P384", "RSA2048"})
  void aKeyOfEachKindIsMadeAndSigns(KeyKind kind) {
    PublicKey key = keys().create("k", kind, SelfSigned::certify).getFirst().getPublicKey();

    byte[] signature = new Signer(keys(), "k", key).sign(MESSAGE);

    assertThat(SignatureScheme.of(key).verifies(key, MESSAGE, signature)).isTrue();
    assertThat(keys().certificates("k").getFirst().getPublicKey()).isEqualTo(key);
  }

  @Test
  void aKeyThatAnotherProcessMadeIsFound() {
    keys().certificates("k");
    PublicKey key =
        elsewhere().create("k", KeyKind.P256, SelfSigned::certify).getFirst().getPublicKey();

    byte[] signature = new Signer(keys(), "k", key).sign(MESSAGE);

    assertThat(SignatureScheme.of(key).verifies(key, MESSAGE, signature)).isTrue();
  }

  @Test
  void aLabelIsNeverTakenTwice() {
    PublicKey first =
        keys().create("k", KeyKind.P256, SelfSigned::certify).getFirst().getPublicKey();

    assertThatThrownBy(() -> keys().create("k", KeyKind.P256, SelfSigned::certify))
        .isInstanceOf(IllegalStateException.class);

    assertThat(keys().certificates("k").getFirst().getPublicKey()).isEqualTo(first);
  }

  @Test
  void anUnknownKeyIsUnavailableAndHasNoCertificates() throws Exception {
    PublicKey other = KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic();

    assertUnavailable(() -> keys().sign("none", other, MESSAGE));
    assertUnavailable(() -> keys().mac("none", MESSAGE));
    assertThat(keys().certificates("none")).isEmpty();
  }

  @Test
  void aKeyThatIsNotTheExpectedOneDoesNotSign() throws Exception {
    keys().create("k", KeyKind.P256, SelfSigned::certify);
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    PublicKey other = generator.generateKeyPair().getPublic();

    assertUnavailable(() -> keys().sign("k", other, MESSAGE));
  }

  @Test
  void aSecretGivesTheSameDigestToEveryProcess() {
    assertThat(keys().createSecret("s")).isTrue();
    assertThat(keys().createSecret("s")).isFalse();
    byte[] digest = keys().mac("s", MESSAGE);

    assertThat(digest).hasSize(32);
    assertThat(elsewhere().mac("s", MESSAGE)).isEqualTo(digest);
    assertThat(keys().mac("s", new byte[0])).isNotEqualTo(digest);
  }

  @Test
  void secretsDiffer() {
    keys().createSecret("s");
    keys().createSecret("t");

    assertThat(keys().mac("s", MESSAGE)).isNotEqualTo(keys().mac("t", MESSAGE));
  }

  static void assertUnavailable(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.reason()).isEqualTo(Reason.UNAVAILABLE);
              assertThat(refusal.retryAfter()).isPresent();
            });
  }
}
