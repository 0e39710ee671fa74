package shomei.pki.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.ca.CertificateTemplate;
import shomei.domain.ca.Issuer;
import shomei.domain.ca.ToBeSigned;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.pki.SoftHsm;
import shomei.pki.TestAuthority;
import shomei.pki.TestClock;
import shomei.pki.key.KeyKind;
import shomei.pki.key.Pkcs11CryptoToken;
import shomei.pki.key.Software;

/// The CA on a real token.
final class TokenCaTest {
  private static final KeyPair KEY = TestAuthority.ec("secp256r1");
  private static final Duration LATER = Duration.ofSeconds(6);

  private final TestClock clock = new TestClock();
  private String token;
  private Pkcs11CryptoToken keys;
  private TestAuthority test;

  @BeforeEach
  void open() {
    token = SoftHsm.newToken();
    keys = SoftHsm.keys(token, clock);
    test = new TestAuthority(keys, clock);
  }

  @AfterEach
  void close() {
    keys.close();
    SoftHsm.destroy(token);
  }

  @Test
  void aTokenThatIsAwayRefusesToSignAndHealsWithoutARestart() throws Exception {
    Issuer issuer = test.create(TestAuthority.KITA, 1, KeyKind.P256);
    clock.advance(LATER);
    SoftHsm.vanish();
    ToBeSigned prepared;
    try {
      prepared = test.ca.prepare(TestAuthority.client(TestAuthority.KITA, "1", KEY));
      assertThatThrownBy(() -> test.ca.sign(prepared)).satisfies(TokenCaTest::isUnavailable);
    } finally {
      SoftHsm.comeBack();
    }
    clock.advance(LATER);

    Octets certificate = test.ca.sign(prepared);

    Software.certificate(certificate.octets())
        .verify(Software.certificate(issuer.certificate().octets()).getPublicKey());
  }

  @Test
  void aTokenWithAnotherKeyOfTheSameNameSignsNothing() {
    test.create(TestAuthority.KITA, 1, KeyKind.P256);
    ToBeSigned prepared = test.ca.prepare(TestAuthority.client(TestAuthority.KITA, "1", KEY));
    SoftHsm.destroy(token);
    SoftHsm.initialize(token);
    clock.advance(LATER);
    new TestAuthority(keys, clock).create(TestAuthority.KITA, 1, KeyKind.P256);
    clock.advance(LATER);

    assertThatThrownBy(() -> test.ca.sign(prepared)).satisfies(TokenCaTest::isUnavailable);
  }

  @Test
  void signingTwiceGivesTheSameContent() {
    test.create(TestAuthority.KITA, 1, KeyKind.P256);
    ToBeSigned prepared = test.ca.prepare(TestAuthority.client(TestAuthority.KITA, "1", KEY));

    byte[] tbs = prepared.der().octets();
    for (Octets signed : List.of(test.ca.sign(prepared), test.ca.sign(prepared))) {
      assertThat(Software.certificate(signed.octets()))
          .satisfies(it -> assertThat(it.getTBSCertificate()).isEqualTo(tbs));
    }
  }

  @Test
  void whatWasPreparedBeforeTheAddressesChangedIsStillSigned() {
    test.create(TestAuthority.KITA, 1, KeyKind.P256);
    ToBeSigned prepared = test.ca.prepare(TestAuthority.client(TestAuthority.KITA, "1", KEY));

    TokenCa moved = new TokenCa(keys, test.issuers, new CaUrls("http://other.example.jp"), clock);

    assertThat(moved.sign(prepared)).isNotNull();
  }

  @Test
  void anInstitutionWithoutACaIsUnavailable() {
    test.create(TestAuthority.KITA, 1, KeyKind.P256);

    assertThatThrownBy(() -> test.ca.prepare(TestAuthority.client(TestAuthority.MINAMI, "1", KEY)))
        .satisfies(TokenCaTest::isUnavailable);

    test.create(TestAuthority.MINAMI, 1, KeyKind.P256);
    assertThat(test.ca.prepare(TestAuthority.client(TestAuthority.MINAMI, "1", KEY)).issuer())
        .isEqualTo(new IssuerId("minami-g1"));
  }

  @Test
  void theIssuersAreReadEveryFiveSecondsAtMost() {
    test.create(TestAuthority.KITA, 1, KeyKind.P256);
    test.ca.prepare(TestAuthority.client(TestAuthority.KITA, "1", KEY));
    int before = test.issuers.reads;
    for (int i = 0; i < 10; i++) {
      test.ca.prepare(TestAuthority.client(TestAuthority.KITA, "1", KEY));
    }
    assertThat(test.issuers.reads).isEqualTo(before);

    clock.advance(LATER);
    test.ca.prepare(TestAuthority.client(TestAuthority.KITA, "1", KEY));
    assertThat(test.issuers.reads).isEqualTo(before + 1);
  }

  @Test
  void anIssuerThatCannotBeReadDoesNotStopTheOthers() {
    Issuer kita = test.create(TestAuthority.KITA, 1, KeyKind.P256);
    test.issuers.all.addFirst(
        new Issuer(
            new IssuerId("minami-g1"),
            TestAuthority.MINAMI.id(),
            1,
            Octets.of(new byte[] {0x30, 0}),
            List.of(),
            kita.keyId(),
            "minami-g1"));

    assertThat(test.ca.prepare(TestAuthority.client(TestAuthority.KITA, "1", KEY)).issuer())
        .isEqualTo(kita.id());
  }

  @Test
  void anUnknownIssuerIsAFault() {
    assertThatThrownBy(() -> test.ca.chain(new IssuerId("nobody-g1")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatWouldOutliveItsCaIsRefusedAndNoFault() {
    test.create(TestAuthority.KITA, 1, KeyKind.P256);
    Instant end = test.ca.end(TestAuthority.KITA.id());
    assertThat(end).isEqualTo("2036-11-20T23:59:59Z");
    assertThat(test.ca.prepare(endingAt(end)).notAfter()).isEqualTo(end);

    for (Instant late : List.of(end.plusSeconds(86_400), Instant.parse("9999-12-31T23:59:59Z"))) {
      assertThatThrownBy(() -> test.ca.prepare(endingAt(late)))
          .isInstanceOfSatisfying(
              Refusal.class, it -> assertThat(it.reason()).isEqualTo(Reason.MALFORMED));
    }
  }

  private static CertificateTemplate endingAt(Instant end) {
    CertificateTemplate sound = TestAuthority.client(TestAuthority.KITA, "1", KEY);
    return new CertificateTemplate(
        sound.institution(),
        sound.profile(),
        sound.serial(),
        sound.commonName(),
        sound.names(),
        sound.key(),
        sound.notBefore(),
        end);
  }

  @Test
  void aTemplateThatCannotBeACertificateIsNotPrepared() {
    test.create(TestAuthority.KITA, 1, KeyKind.P256);

    assertThatThrownBy(
            () -> test.ca.prepare(TestAuthority.client(TestAuthority.KITA, "x".repeat(65), KEY)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("longer than 64 characters");
  }

  private static void isUnavailable(Throwable thrown) {
    assertThat(thrown)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.reason()).isEqualTo(Reason.UNAVAILABLE);
              assertThat(refusal.retryAfter()).isPresent();
            });
  }
}
