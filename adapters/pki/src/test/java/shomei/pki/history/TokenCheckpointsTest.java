package shomei.pki.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import shomei.domain.ca.Issuer;
import shomei.domain.evidence.Checkpoint;
import shomei.domain.evidence.CheckpointReader.Reading;
import shomei.domain.evidence.Seal;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.kernel.Octets;
import shomei.pki.Book;
import shomei.pki.Command;
import shomei.pki.Pem;
import shomei.pki.SoftHsm;
import shomei.pki.TestAuthority;
import shomei.pki.TestClock;
import shomei.pki.key.CryptoToken;
import shomei.pki.key.KeyKind;
import shomei.pki.status.Delegates;
import shomei.pki.status.Purpose;
import shomei.pki.status.TokenAuthorities;

/// What our reader and OpenSSL make of our checkpoints.
final class TokenCheckpointsTest {
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(
          new Seal.Head(
              TestAuthority.KITA.id(),
              17,
              Octets.of("17".getBytes(StandardCharsets.US_ASCII)).sha256()),
          TestClock.START.plusNanos(123_456_000));

  @TempDir private Path folder;
  private final TestClock clock = new TestClock();
  private final Book history = new Book();
  private TestAuthority test;
  private TokenCheckpoints checkpoints;
  private Issuer issuer;

  @BeforeEach
  void open() throws IOException {
    over(TestAuthority.keys(folder.resolve("keys.p12")), KeyKind.P256, Purpose.HISTORY);
  }

  private void over(CryptoToken keys, KeyKind kind, Purpose purpose) {
    test = new TestAuthority(keys, clock);
    issuer = test.create(TestAuthority.KITA, 1, kind);
    var authorities = new TokenAuthorities(keys, test.issuers, clock);
    checkpoints =
        new TokenCheckpoints(
            new Delegates(purpose, keys, authorities, history, clock, new SecureRandom()));
  }

  @Test
  void whatWasSignedIsReadWithNothingButTheRoot() {
    assertThat(reader().read(sign())).isEqualTo(new Reading.Good(CHECKPOINT));
  }

  @ParameterizedTest
  @EnumSource(names = {"P256", "P384", "RSA2048"})
  void openSslVerifiesAndShowsACheckpointUnderEveryKindOfCa(KeyKind kind) throws Exception {
    over(TestAuthority.keys(folder.resolve(kind + ".p12")), kind, Purpose.HISTORY);
    openSslVerifies();
  }

  @Test
  void soItDoesWhereATokenSigns() throws Exception {
    over(SoftHsm.keys(SoftHsm.newToken(), clock), KeyKind.P256, Purpose.HISTORY);
    openSslVerifies();
    assertThat(reader().read(sign())).isEqualTo(new Reading.Good(CHECKPOINT));
  }

  private void openSslVerifies() throws IOException {
    Path cms = Files.write(folder.resolve("checkpoint.cms"), sign().octets());
    Path root = Pem.write(folder.resolve("root.pem"), List.of(issuer.above().getLast()));
    assertThat(
            Command.run(
                "openssl",
                "cms",
                "-verify",
                "-inform",
                "DER",
                "-in",
                cms.toString(),
                "-CAfile",
                root.toString(),
                "-purpose",
                "any",
                "-attime",
                "" + CHECKPOINT.at().getEpochSecond()))
        .contains("CMS Verification successful")
        .contains("{\"institution\":\"kita\",\"seal\":17,\"digest\":\"4523540f")
        .contains("\"at\":\"2026-11-21T03:04:05.123456Z\"}");
  }

  @Test
  void theKeyIsCertifiedOnceAndForThisAlone() {
    sign();
    sign();
    assertThat(history.entries)
        .extracting(Entry::act)
        .containsExactly(Act.HISTORY_SIGNER_CERTIFIED);
    clock.advance(Duration.ofDays(20));
    Checkpoint later = new Checkpoint(CHECKPOINT.head(), clock.instant());
    assertThat(reader().read(checkpoints.sign(issuer.id(), later)))
        .isEqualTo(new Reading.Good(later));
    assertThat(history.entries).hasSize(2);
  }

  @Test
  void anOldCheckpointIsStillReadWhenItsCertificateHasEnded() {
    Octets old = sign();
    clock.advance(Duration.ofDays(5000));
    assertThat(reader().read(old)).isEqualTo(new Reading.Good(CHECKPOINT));
  }

  @Test
  void whatAnotherRootSignedIsNotBelieved() throws Exception {
    Octets foreign = sign();
    over(TestAuthority.keys(folder.resolve("other.p12")), KeyKind.P256, Purpose.HISTORY);
    assertThat(reader().read(foreign))
        .isEqualTo(new Reading.Bad("is not signed below a root that is trusted"));
  }

  /// An OCSP responder's key lies in more hands.
  @Test
  void whatAKeyForSomethingElseSignedIsNotBelieved() throws Exception {
    over(TestAuthority.keys(folder.resolve("ocsp.p12")), KeyKind.P256, Purpose.OCSP);
    assertThat(reader().read(sign()))
        .isEqualTo(new Reading.Bad("is signed with a key that is for something else"));
  }

  /// Some octets stand where nothing depends on them; none lets another content through.
  @Test
  void noOctetOfTheContentOrItsSignatureCanBeChanged() {
    byte[] good = sign().octets();
    int refused = 0;
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= 1;
      Reading reading = reader().read(Octets.of(bad));
      if (reading instanceof Reading.Good(var checkpoint)) {
        assertThat(checkpoint).isEqualTo(CHECKPOINT);
      } else {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(good.length * 3 / 4);
  }

  @Test
  void garbageIsNotACheckpoint() {
    for (String garbage : List.of("", "0", "0\u0080", "0\u0003\u0002\u0001\u0001", "text")) {
      assertThat(reader().read(Octets.of(garbage.getBytes(StandardCharsets.ISO_8859_1))))
          .isInstanceOf(Reading.Bad.class);
    }
  }

  @Test
  void aFileWithoutCertificatesIsNoTrust() {
    InputStream nothing = new ByteArrayInputStream(new byte[0]);
    assertThatThrownBy(() -> CmsReader.trusting(nothing))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Octets sign() {
    return checkpoints.sign(issuer.id(), CHECKPOINT);
  }

  private CmsReader reader() {
    return CmsReader.trusting(new ByteArrayInputStream(issuer.above().getLast().octets()));
  }
}
