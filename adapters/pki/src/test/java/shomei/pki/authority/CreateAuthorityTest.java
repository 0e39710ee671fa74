package shomei.pki.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.ca.Issuer;
import shomei.domain.history.Act;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.pki.Command;
import shomei.pki.Pem;
import shomei.pki.SelfSigned;
import shomei.pki.SoftHsm;
import shomei.pki.TestAuthority;
import shomei.pki.TestClock;
import shomei.pki.key.CryptoToken;
import shomei.pki.key.KeyKind;
import shomei.pki.key.Pkcs11CryptoToken;
import shomei.pki.key.Software;

final class CreateAuthorityTest {
  @TempDir private Path folder;
  private CryptoToken keys;
  private TestAuthority test;

  @BeforeEach
  void open() throws IOException {
    keys = TestAuthority.keys(folder.resolve("keys.p12"));
    test = new TestAuthority(keys, new TestClock());
  }

  @Test
  void rootAndIssuingCaAreMadeOnAToken() throws Exception {
    String token = SoftHsm.newToken();
    try (Pkcs11CryptoToken onToken = SoftHsm.keys(token, new TestClock())) {
      TestAuthority ceremony = new TestAuthority(onToken, new TestClock());
      Issuer issuer = ceremony.create(TestAuthority.KITA, 1, KeyKind.P256);

      X509Certificate root = certificate(issuer.above().getFirst());
      certificate(issuer.certificate()).verify(root.getPublicKey());
      assertThat(onToken.certificates("root")).containsExactly(root);
      assertThat(onToken.certificates("kita-g1"))
          .containsExactly(certificate(issuer.certificate()), root);
      assertThat(
              ceremony.ca.sign(
                  ceremony.ca.prepare(
                      TestAuthority.client(
                          TestAuthority.KITA, "1", TestAuthority.ec("secp256r1")))))
          .isNotNull();
    } finally {
      SoftHsm.destroy(token);
    }
  }

  @Test
  void theCertificatesAreThoseOfCas() throws Exception {
    Issuer issuer = test.create(TestAuthority.KITA, 1, KeyKind.RSA2048);
    X509Certificate root = certificate(issuer.above().getFirst());
    X509Certificate issuing = certificate(issuer.certificate());

    assertThat(root.getSubjectX500Principal().getName()).isEqualTo("CN=Shomei Root CA,O=Shomei");
    assertThat(root.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
    assertThat(root.getNotBefore()).isEqualTo(TestClock.START.minus(Duration.ofHours(1)));
    assertThat(root.getNotAfter()).isEqualTo(Instant.parse("2046-11-20T23:59:59Z"));
    assertThat(root.getSigAlgName()).isEqualTo("SHA384withECDSA");
    root.verify(root.getPublicKey());

    assertThat(issuing.getSubjectX500Principal().getName())
        .isEqualTo("CN=The Kita Bank Internet Banking CA-G1,O=The Kita Bank\\, Ltd.");
    assertThat(issuing.getBasicConstraints()).isZero();
    assertThat(issuing.getNotAfter()).isEqualTo(Instant.parse("2036-11-20T23:59:59Z"));
    assertThat(issuing.getKeyUsage())
        .containsExactly(false, false, false, false, false, true, true, false, false);
    assertThat(issuing.getCriticalExtensionOIDs())
        .containsExactlyInAnyOrder("2.5.29.15", "2.5.29.19");
    assertThat(issuing.getSerialNumber().bitLength()).isGreaterThan(120);

    Path file = Pem.write(folder.resolve("issuing.pem"), List.of(issuer.certificate()));
    assertThat(Command.run("openssl", "x509", "-in", file.toString(), "-noout", "-text"))
        .contains("URI:http://ca.example.jp:8081/ca/root.crl")
        .contains("CA Issuers - URI:http://ca.example.jp:8081/ca/root.cer")
        .contains("X509v3 Any Policy");
  }

  @Test
  void theRecordNamesTheKeyAndTheHistoryTheOperator() {
    Issuer issuer = test.create(TestAuthority.KITA, 1, KeyKind.P256);

    assertThat(issuer.id()).isEqualTo(new IssuerId("kita-g1"));
    assertThat(issuer.keyLabel()).isEqualTo("kita-g1");
    assertThat(issuer.keyId().octets()).isEqualTo(subjectKeyId(certificate(issuer.certificate())));
    assertThat(test.issuers.all).containsExactly(issuer);
    assertThat(test.issuers.entries)
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.act()).isEqualTo(Act.ISSUER_ADDED);
              assertThat(entry.actor().name()).isEqualTo("operator:taro");
              assertThat(entry.subject()).isEqualTo("issuer:kita-g1");
            });
  }

  @Test
  void theRootIsMadeOnceAndSharedAndTheNextGenerationHasAnotherKey() {
    Issuer kita = test.create(TestAuthority.KITA, 1, KeyKind.P256);
    Issuer minami = test.create(TestAuthority.MINAMI, 1, KeyKind.P256);
    Issuer next = test.create(TestAuthority.KITA, 2, KeyKind.P256);

    assertThat(minami.above()).isEqualTo(kita.above());
    assertThat(next.above()).isEqualTo(kita.above());
    assertThat(next.keyId()).isNotEqualTo(kita.keyId());
    assertThat(certificate(next.certificate()).getSubjectX500Principal().getName())
        .startsWith("CN=The Kita Bank Internet Banking CA-G2");
  }

  @Test
  void aGenerationIsMadeOnce() {
    Issuer first = test.create(TestAuthority.KITA, 1, KeyKind.P256);

    assertThatThrownBy(() -> test.create(TestAuthority.KITA, 1, KeyKind.P256))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("kita-g1");

    assertThat(test.issuers.all).containsExactly(first);
  }

  @Test
  void aCeremonyThatWasBrokenOffBeforeTheRecordGoesOnWithTheSameKey() {
    Issuer lost = test.create(TestAuthority.KITA, 1, KeyKind.P256);
    TestAuthority again = new TestAuthority(keys, test.clock);

    Issuer issuer = again.create(TestAuthority.KITA, 1, KeyKind.P256);

    assertThat(issuer).isEqualTo(lost);
  }

  @Test
  void aKeyThatBelongsToSomethingElseIsNotTaken() {
    keys.create("kita-g1", KeyKind.P256, SelfSigned::certify);

    assertThatThrownBy(() -> test.create(TestAuthority.KITA, 1, KeyKind.P256))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("belongs to something else");
    assertThat(test.issuers.all).isEmpty();
  }

  @Test
  void aRootThatEndsTooSoonSignsNoMore() {
    test.create(TestAuthority.KITA, 1, KeyKind.P256);
    test.clock.advance(Duration.ofDays(366 * 11));

    assertThatThrownBy(() -> test.create(TestAuthority.KITA, 2, KeyKind.P256))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("make another root");
  }

  private static X509Certificate certificate(Octets der) {
    return Software.certificate(der.octets());
  }

  private static byte[] subjectKeyId(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue("2.5.29.14");
    return Arrays.copyOfRange(extension, 4, extension.length);
  }
}
