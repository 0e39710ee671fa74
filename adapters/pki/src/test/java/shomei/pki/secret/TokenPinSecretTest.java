package shomei.pki.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.credential.TokenSecret.Purpose;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Refusal;
import shomei.pki.SoftHsm;
import shomei.pki.TestClock;
import shomei.pki.key.Pkcs11CryptoToken;

final class TokenPinSecretTest {
  private static final byte[] DATA = "data".getBytes(StandardCharsets.UTF_8);

  private final TestClock clock = new TestClock();
  private String token;
  private Pkcs11CryptoToken keys;

  @BeforeEach
  void open() {
    token = SoftHsm.newToken();
    keys = SoftHsm.keys(token, clock);
    keys.createSecret("pin");
    keys.createSecret("other");
  }

  @AfterEach
  void close() {
    keys.close();
    SoftHsm.destroy(token);
  }

  @Test
  void digestsAreRepeatableAndThoseOfDifferentPurposesUnrelated() {
    TokenPinSecret secret = new TokenPinSecret(keys, "pin", Optional.empty());

    assertThat(secret.mac(Purpose.PIN, DATA)).hasSize(32).isEqualTo(secret.mac(Purpose.PIN, DATA));
    assertThat(secret.mac(Purpose.PIN, DATA)).isNotEqualTo(secret.mac(Purpose.NONCE, DATA));
    assertThat(secret.mac(Purpose.PIN, DATA)).isNotEqualTo(secret.mac(Purpose.PIN, new byte[0]));
  }

  @Test
  void aSecretWithTheKeptFingerprintDigests() {
    Octets fingerprint = new TokenPinSecret(keys, "pin", Optional.empty()).fingerprint();
    TokenPinSecret secret = new TokenPinSecret(keys, "pin", Optional.of(fingerprint));

    assertThat(secret.ready()).isTrue();
    assertThat(secret.mac(Purpose.PIN, DATA)).hasSize(32);
  }

  @Test
  void aSecretWithAnotherFingerprintNeverDigests() {
    Octets fingerprint = new TokenPinSecret(keys, "other", Optional.empty()).fingerprint();
    TokenPinSecret secret = new TokenPinSecret(keys, "pin", Optional.of(fingerprint));

    assertThat(secret.ready()).isFalse();
    assertThatThrownBy(() -> secret.mac(Purpose.PIN, DATA)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> secret.mac(Purpose.PIN, DATA)).isInstanceOf(Refusal.class);
  }

  @Test
  void aTokenThatIsAwayIsNotReady() {
    TokenPinSecret secret = new TokenPinSecret(keys, "pin", Optional.empty());
    assertThat(secret.ready()).isTrue();
    clock.advance(Duration.ofSeconds(3));
    SoftHsm.vanish();
    try {
      assertThat(secret.ready()).isFalse();
    } finally {
      SoftHsm.comeBack();
    }
    clock.advance(Duration.ofSeconds(3));
    assertThat(secret.ready()).isTrue();
  }
}
