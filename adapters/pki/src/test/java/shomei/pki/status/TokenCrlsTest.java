package shomei.pki.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertPathValidatorException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import shomei.domain.ca.ToBeSigned;
import shomei.domain.certificate.Certificate.Revocation;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.Serial;
import shomei.domain.status.CrlSigner;
import shomei.domain.status.Shard;
import shomei.domain.status.Statuses.Revoked;
import shomei.pki.SoftHsm;
import shomei.pki.TestAuthority;
import shomei.pki.TestClock;
import shomei.pki.certificate.TokenCa;
import shomei.pki.key.CryptoToken;
import shomei.pki.key.KeyKind;

/// What OpenSSL and the JDK make of our CRLs.
final class TokenCrlsTest {
  private static final Shard FIRST = Shard.first(new IssuerId("kita-g1"));
  private static final Shard SECOND = new Shard(FIRST.ca(), 1);
  private static final Shard ROOT = Shard.first(new IssuerId("root"));
  private static final Revocation UNSAID = new Revocation(TestClock.START, Optional.empty());
  private static final Revocation COMPROMISED =
      new Revocation(TestClock.START, Optional.of(RevocationReason.KEY_COMPROMISE));

  @TempDir private Path folder;
  private final TestClock clock = new TestClock();
  private CryptoToken keys;
  private TestAuthority test;
  private TokenAuthorities authorities;
  private CrlSigner crls;

  @BeforeEach
  void open() throws IOException {
    over(TestAuthority.keys(folder.resolve("keys.p12")));
  }

  private void over(CryptoToken place) {
    keys = place;
    test = new TestAuthority(place, clock);
    authorities = new TokenAuthorities(place, test.issuers, clock);
    crls = new TokenCrls(authorities, TestAuthority.URLS);
  }

  @ParameterizedTest
  @EnumSource(names = {"P256", "P384", "RSA2048"})
  void openSslAndTheJdkTellGoodFromRevokedByTheCrlsOfEveryKindOfCa(KeyKind kind) throws Exception {
    test.create(TestAuthority.KITA, 1, kind);
    tellsGoodFromRevoked();
  }

  @Test
  void soDoCrlsThatATokenSigned() throws Exception {
    over(SoftHsm.keys(SoftHsm.newToken(), clock));
    test.create(TestAuthority.KITA, 1, KeyKind.P256);
    tellsGoodFromRevoked();
  }

  private void tellsGoodFromRevoked() throws Exception {
    ToBeSigned good = prepared(test.ca);
    ToBeSigned revoked = prepared(test.ca);
    Octets ofGood = test.ca.sign(good);
    Octets ofRevoked = test.ca.sign(revoked);
    Octets list = sign(FIRST, false, 7, new Revoked(revoked.serial(), COMPROMISED));
    Octets root = sign(ROOT, false, 1);
    RelyingParty party = party();

    assertThat(party.openSslVerifies(ofGood, list, root)).contains("OK");
    assertThatThrownBy(() -> party.openSslVerifies(ofRevoked, list, root))
        .hasMessageContaining("certificate revoked");
    assertThatCode(() -> party.jdkValidatesByCrl(ofGood, list, root)).doesNotThrowAnyException();
    assertThatThrownBy(() -> party.jdkValidatesByCrl(ofRevoked, list, root))
        .isInstanceOfSatisfying(
            CertPathValidatorException.class,
            e ->
                assertThat(e.getReason())
                    .isEqualTo(CertPathValidatorException.BasicReason.REVOKED));
  }

  @Test
  void aCrlIsToRfc5280() {
    test.create(TestAuthority.KITA, 1, KeyKind.P256);
    Serial one = TestAuthority.serial();
    Serial other = TestAuthority.serial();
    Octets list =
        sign(FIRST, false, 300, new Revoked(one, COMPROMISED), new Revoked(other, UNSAID));
    String text = party().openSslReads(list, authorities.certificate(FIRST.ca()).orElseThrow());
    assertThat(text)
        .contains("verify OK")
        .contains("Version 2 (0x1)")
        .contains("Issuer: O = \"The Kita Bank, Ltd.\", CN = The Kita Bank Internet Banking CA-G1")
        .contains("Last Update: Nov 21 03:04:05 2026 GMT")
        .contains("Next Update: Nov 22 03:04:05 2026 GMT")
        .contains("X509v3 Authority Key Identifier")
        .containsPattern("X509v3 CRL Number: \\s+300\n")
        .containsIgnoringCase(one.hex())
        .containsIgnoringCase(other.hex())
        .containsOnlyOnce("X509v3 CRL Reason Code")
        .containsPattern("Key Compromise")
        .doesNotContain("Issuing Distribution Point");
  }

  @Test
  void anEmptyCrlHasNoListOfEntries() {
    test.create(TestAuthority.KITA, 1, KeyKind.P256);
    assertThat(
            party()
                .openSslReads(
                    sign(ROOT, false, 1), authorities.certificate(ROOT.ca()).orElseThrow()))
        .contains("verify OK")
        .contains("No Revoked Certificates");
  }

  @Test
  void aPartOfACrlSpeaksForTheCertificatesThatPointToItAlone() throws Exception {
    test.create(TestAuthority.KITA, 1, KeyKind.P256);
    Octets ofFirst = test.ca.sign(prepared(test.ca));
    TokenCa later = new TokenCa(keys, test.issuers, TestAuthority.URLS, clock, ca -> 1);
    ToBeSigned good = prepared(later);
    ToBeSigned revoked = prepared(later);
    assertThat(good.shard()).isEqualTo(1);
    Octets ofSecond = later.sign(good);
    Octets ofRevoked = later.sign(revoked);
    Octets first = sign(FIRST, true, 8);
    Octets second = sign(SECOND, true, 1, new Revoked(revoked.serial(), UNSAID));
    Octets root = sign(ROOT, false, 1);
    RelyingParty party = party();

    assertThat(party.openSslReads(second, authorities.certificate(FIRST.ca()).orElseThrow()))
        .contains("verify OK")
        .containsPattern(
            "Issuing Distribution Point: critical\\s+Full Name:\\s+"
                + "URI:http://ca.example.jp:8081/ca/kita-g1/1.crl");
    assertThat(party.openSslVerifies(ofFirst, first, root)).contains("OK");
    assertThat(party.openSslVerifies(ofSecond, second, root)).contains("OK");
    assertThatThrownBy(() -> party.openSslVerifies(ofSecond, first, root))
        .hasMessageContaining("error 44 at 0 depth");
    assertThatThrownBy(() -> party.openSslVerifies(ofRevoked, second, root))
        .hasMessageContaining("certificate revoked");
    party.jdkValidatesByCrl(ofSecond, first, second, root);
    assertThatThrownBy(() -> party.jdkValidatesByCrl(ofRevoked, first, second, root))
        .hasMessageContaining("revoked");
    assertThatThrownBy(() -> party.jdkValidatesByCrl(ofSecond, first, root))
        .isInstanceOfSatisfying(
            CertPathValidatorException.class,
            e ->
                assertThat(e.getReason())
                    .isEqualTo(
                        CertPathValidatorException.BasicReason.UNDETERMINED_REVOCATION_STATUS));
  }

  @Test
  void bothGenerationsHaveCrlsOfTheirOwnAndStandBelowOneRoot() throws Exception {
    test.create(TestAuthority.KITA, 1, KeyKind.P256);
    Octets ofG1 = test.ca.sign(prepared(test.ca));
    test.create(TestAuthority.KITA, 2, KeyKind.P384);
    clock.advance(Duration.ofSeconds(5));
    Octets ofG2 = test.ca.sign(prepared(test.ca));
    IssuerId g2 = new IssuerId("kita-g2");
    assertThat(authorities.all()).containsExactly(ROOT.ca(), FIRST.ca(), g2);
    Octets root = sign(ROOT, false, 1);
    Octets ofFirst = sign(FIRST, false, 1);
    Octets ofSecond = sign(Shard.first(g2), false, 1);

    assertThat(party(FIRST.ca()).openSslVerifies(ofG1, ofFirst, root)).contains("OK");
    assertThat(party(g2).openSslVerifies(ofG2, ofSecond, root)).contains("OK");
    party(FIRST.ca()).jdkValidatesByCrl(ofG1, ofFirst, ofSecond, root);
    party(g2).jdkValidatesByCrl(ofG2, ofFirst, ofSecond, root);
    assertThat(RelyingParty.x509(ofG1).getSubjectX500Principal().getName()).contains("CA-G1");
    assertThat(RelyingParty.x509(ofG2).getSubjectX500Principal().getName()).contains("CA-G2");
  }

  @Test
  void aTokenThatIsAwaySignsNothingAndGoesOnWhenItIsBack() {
    over(SoftHsm.keys(SoftHsm.newToken(), clock));
    test.create(TestAuthority.KITA, 1, KeyKind.P256);
    SoftHsm.vanish();
    try {
      assertThatThrownBy(() -> sign(FIRST, false, 1)).isInstanceOf(Refusal.class);
    } finally {
      SoftHsm.comeBack();
    }
    clock.advance(Duration.ofSeconds(5));
    assertThat(sign(FIRST, false, 2).length()).isPositive();
  }

  @Test
  void ofACaThatIsNotThereNothingIsSigned() {
    assertThatThrownBy(() -> sign(FIRST, false, 1)).isInstanceOf(Refusal.class);
    assertThat(authorities.certificate(FIRST.ca())).isEmpty();
  }

  private Octets sign(Shard shard, boolean partitioned, long number, Revoked... entries) {
    var head =
        new CrlSigner.Head(
            shard, partitioned, number, TestClock.START, TestClock.START.plus(Duration.ofDays(1)));
    return crls.sign(head, each -> List.of(entries).forEach(each));
  }

  private static ToBeSigned prepared(TokenCa ca) {
    return ca.prepare(
        TestAuthority.client(
            TestAuthority.KITA, "12345678901234user1", TestAuthority.ec("secp256r1")));
  }

  private RelyingParty party() {
    return party(FIRST.ca());
  }

  private RelyingParty party(IssuerId ca) {
    return new RelyingParty(folder, test.ca.path(ca), TestClock.START.plusSeconds(60));
  }
}
