package shomei.pki.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.kernel.Refusal;
import shomei.pki.SelfSigned;
import shomei.pki.SoftHsm;
import shomei.pki.TestClock;

final class Pkcs11CryptoTokenTest extends CryptoTokenContract {
  private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);
  private static final Duration LATER = Duration.ofSeconds(3);

  private final TestClock clock = new TestClock();
  private String token;
  private Pkcs11CryptoToken keys;
  private Pkcs11CryptoToken elsewhere;

  @BeforeEach
  void open() {
    token = SoftHsm.newToken();
    keys = SoftHsm.keys(token, clock);
    elsewhere = SoftHsm.keys(token, clock);
  }

  @AfterEach
  void close() {
    keys.close();
    elsewhere.close();
    SoftHsm.destroy(token);
  }

  @Override
  CryptoToken keys() {
    clock.advance(LATER);
    return keys;
  }

  @Override
  CryptoToken elsewhere() {
    clock.advance(LATER);
    return elsewhere;
  }

  @Test
  void privateKeysCannotBeReadFromTheToken() throws Exception {
    keys.create("k", KeyKind.P256, SelfSigned::certify);
    keys.createSecret("s");
    int slot = SoftHsm.module().find(token).slotListIndex();
    Provider provider =
        Security.getProvider("SunPKCS11")
            .configure(
                "--name=look\nlibrary=%s\nslotListIndex=%d\nomitInitialize=true\n"
                    .formatted(SoftHsm.module().path(), slot));
    KeyStore store = KeyStore.getInstance("PKCS11", provider);
    store.load(null, SoftHsm.PIN.toCharArray());

    assertThat(store.getKey("k", null).getEncoded()).isNull();
    assertThat(store.getKey("k", null).toString()).contains("sensitive").contains("unextractable");
    assertThat(store.getKey("s", null).getEncoded()).isNull();
    assertThat(store.getKey("s", null).toString()).contains("sensitive").contains("unextractable");
  }

  @Test
  void aTokenThatVanishedSignsAgainWhenItIsBack() {
    Signer signer = signer();
    keys.createSecret("s");
    byte[] digest = keys.mac("s", MESSAGE);
    for (int round = 0; round < 3; round++) {
      SoftHsm.vanish();
      try {
        clock.advance(LATER);
        assertUnavailable(() -> signer.sign(MESSAGE));
        assertUnavailable(() -> keys.mac("s", MESSAGE));
        clock.advance(LATER);
        assertUnavailable(() -> keys.mac("s", MESSAGE));
      } finally {
        SoftHsm.comeBack();
      }
      clock.advance(LATER);
      assertThat(signer.sign(MESSAGE)).isNotEmpty();
      assertThat(keys.mac("s", MESSAGE)).isEqualTo(digest);
    }
  }

  @Test
  void aTokenThatIsAwayIsNotAskedForMoreThanEveryTwoSeconds() {
    Signer signer = signer();
    clock.advance(LATER);
    SoftHsm.vanish();
    try {
      assertUnavailable(() -> signer.sign(MESSAGE));
    } finally {
      SoftHsm.comeBack();
    }
    int before = SoftHsm.module().generation();
    assertUnavailable(() -> signer.sign(MESSAGE));
    assertThat(SoftHsm.module().generation()).isEqualTo(before);

    clock.advance(LATER);
    assertThat(signer.sign(MESSAGE)).isNotEmpty();
  }

  @Test
  void aTokenThatIsAwayAtTheStartIsFoundLater() {
    signer();
    Pkcs11CryptoToken late = SoftHsm.keys("not-yet", clock);
    assertUnavailable(() -> late.createSecret("s"));

    SoftHsm.initialize("not-yet");
    clock.advance(LATER);

    assertThat(late.createSecret("s")).isTrue();
    late.close();
    SoftHsm.destroy("not-yet");
  }

  @Test
  void aTokenInitializedAnewWithAnotherKeyNeverSigns() {
    Signer signer = signer();
    keys.createSecret("s");
    keys.mac("s", MESSAGE);
    SoftHsm.destroy(token);
    SoftHsm.initialize(token);
    clock.advance(LATER);
    elsewhere.create("k", KeyKind.P256, SelfSigned::certify);
    elsewhere.createSecret("s");

    for (int i = 0; i < 3; i++) {
      clock.advance(LATER);
      assertUnavailable(() -> signer.sign(MESSAGE));
      clock.advance(LATER);
      assertUnavailable(() -> keys.mac("s", MESSAGE));
    }
  }

  @Test
  void aMissingKeyDoesNotStopTheOthers() {
    Signer signer = signer();
    for (int i = 0; i < 3; i++) {
      clock.advance(LATER);
      assertUnavailable(() -> keys.sign("none", signer.publicKey(), MESSAGE));
      assertUnavailable(() -> keys.sign("none", signer.publicKey(), MESSAGE));
      assertThat(signer.sign(MESSAGE)).isNotEmpty();
    }
  }

  @Test
  void aRefusedPinIsNotTriedAgainBeforeItsFileChanges() throws IOException {
    Path pin = SoftHsm.pinFile("wrong-pin");
    Pkcs11CryptoToken careless = SoftHsm.keys(token, pin, clock);
    FileTime written = Files.getLastModifiedTime(pin);
    assertUnavailable(() -> careless.createSecret("s"));

    Files.writeString(pin, SoftHsm.PIN);
    Files.setLastModifiedTime(pin, written);
    clock.advance(LATER);
    assertUnavailable(() -> careless.createSecret("s"));

    Files.setLastModifiedTime(pin, FileTime.from(written.toInstant().plusSeconds(1)));
    clock.advance(LATER);
    assertThat(careless.createSecret("s")).isTrue();
    careless.close();
  }

  @Test
  void oneTokensTroubleIsNotAnothers() {
    Signer signer = signer();
    Pkcs11CryptoToken other = SoftHsm.keys("no-such-token", clock);
    for (int i = 0; i < 5; i++) {
      clock.advance(LATER);
      assertUnavailable(() -> other.createSecret("s"));
      assertThat(signer.sign(MESSAGE)).isNotEmpty();
    }
    other.close();
  }

  @Test
  void whateverIsHandedOutWhileTheTokenComesAndGoesVerifies() throws Exception {
    Signer signer = signer();
    AtomicInteger made = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 40; i++) {
        threads.execute(
            () -> {
              for (int n = 0; n < 50; n++) {
                try {
                  byte[] signature = signer.sign(MESSAGE);
                  if (signer.scheme().verifies(signer.publicKey(), MESSAGE, signature)) {
                    made.incrementAndGet();
                  }
                } catch (Refusal e) {
                  refused.incrementAndGet();
                }
              }
            });
      }
      for (int i = 0; i < 10; i++) {
        SoftHsm.vanish();
        clock.advance(LATER);
        SoftHsm.comeBack();
        clock.advance(LATER);
      }
    }
    assertThat(made.get() + refused.get()).isEqualTo(2000);
    clock.advance(LATER);
    assertThat(signer.sign(MESSAGE)).isNotEmpty();
  }

  private Signer signer() {
    PublicKey key = keys.create("k", KeyKind.P256, SelfSigned::certify).getFirst().getPublicKey();
    return new Signer(keys, "k", key);
  }
}
