package shomei.pki.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import shomei.domain.ca.CertificateTemplate;
import shomei.domain.ca.ToBeSigned;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.pki.Command;
import shomei.pki.Pem;
import shomei.pki.TestAuthority;
import shomei.pki.TestClock;
import shomei.pki.key.KeyKind;
import shomei.pki.key.Software;

/// What OpenSSL and the JDK, which did not build them, say of our certificates.
final class IssuedCertificatesTest {
  private static final IssuerId KITA_G1 = new IssuerId("kita-g1");

  @TempDir private Path folder;
  private TestAuthority test;

  @BeforeEach
  void open() throws IOException {
    test = new TestAuthority(TestAuthority.keys(folder.resolve("keys.p12")), new TestClock());
  }

  @ParameterizedTest
  @EnumSource(names = {"P256", "P384", "RSA2048"})
  void openSslAndTheJdkAcceptAClientsCertificateOfEveryKindOfCa(KeyKind kind) throws Exception {
    test.create(TestAuthority.KITA, 1, kind);

    for (KeyPair key :
        List.of(
            TestAuthority.ec("secp256r1"),
            TestAuthority.ec("secp384r1"),
            TestAuthority.ed25519(),
            TestAuthority.rsa(2048))) {
      Octets certificate =
          issue(TestAuthority.client(TestAuthority.KITA, "12345678901234user1", key));

      assertThat(openSslVerify(KITA_G1, certificate, "sslclient")).contains("OK");
      assertThatThrownBy(() -> openSslVerify(KITA_G1, certificate, "sslserver"))
          .hasMessageContaining("certificate purpose");
      jdkAccepts(KITA_G1, certificate);
    }
  }

  @Test
  void aClientsCertificateIsToItsProfile() {
    test.create(TestAuthority.KITA, 1, KeyKind.P256);

    CertificateTemplate template =
        TestAuthority.client(TestAuthority.KITA, "12345678901234user1", TestAuthority.rsa(2048));
    String text = text(issue(template));

    assertThat(text)
        .contains("Version: 3 (0x2)")
        .contains("Issuer: O = \"The Kita Bank, Ltd.\", CN = The Kita Bank Internet Banking CA-G1")
        .contains(
            "Subject: O = \"The Kita Bank, Ltd.\", OU = The Kita Bank Internet Banking CA-G1,"
                + " CN = 12345678901234user1")
        .contains("Not Before: Nov 21 03:04:05 2026 GMT")
        .contains("Not After : Nov 20 23:59:59 2027 GMT")
        .contains("Signature Algorithm: ecdsa-with-SHA256")
        .containsPattern("X509v3 Basic Constraints: critical\\s+CA:FALSE")
        .containsPattern("X509v3 Key Usage: critical\\s+Digital Signature\n")
        .containsPattern("X509v3 Extended Key Usage: \\s+TLS Web Client Authentication\n")
        .containsPattern("Policy: 1.3.6.1.4.1.99999.1.1\n")
        .contains("URI:http://ca.example.jp:8081/ca/kita-g1.crl")
        .contains("OCSP - URI:http://ca.example.jp:8081/ocsp/kita-g1")
        .contains("CA Issuers - URI:http://ca.example.jp:8081/ca/kita-g1.cer")
        .contains("X509v3 Authority Key Identifier")
        .contains("X509v3 Subject Key Identifier")
        .doesNotContain("Subject Alternative Name");
    assertThat(text.replaceAll("[\\s:]", "")).contains("SerialNumber" + template.serial().hex());
  }

  @Test
  void aServersCertificateHasItsNamesAndNothingOfTheBanks() throws Exception {
    test.create(TestAuthority.KITA, 1, KeyKind.P256);

    Octets named =
        issue(
            TestAuthority.tls(
                Optional.of("www.example.com"),
                TestAuthority.rsa(2048),
                "www.example.com",
                "*.example.com"));

    assertThat(text(named))
        .contains("Subject: CN = www.example.com\n")
        .containsPattern("X509v3 Key Usage: critical\\s+Digital Signature, Key Encipherment\n")
        .containsPattern("TLS Web Server Authentication, TLS Web Client Authentication")
        .containsPattern(
            "Subject Alternative Name: \\s+DNS:www.example.com, DNS:\\*.example.com\n");
    assertThat(openSslVerify(KITA_G1, named, "sslserver")).contains("OK");
    jdkAccepts(KITA_G1, named);
  }

  @Test
  void aServersCertificateWithoutASubjectHasCriticalNames() throws Exception {
    test.create(TestAuthority.KITA, 1, KeyKind.P256);

    Octets nameless =
        issue(
            TestAuthority.tls(Optional.empty(), TestAuthority.ec("secp256r1"), "www.example.com"));

    assertThat(text(nameless))
        .contains("Subject: \n")
        .containsPattern("Subject Alternative Name: critical\\s+DNS:www.example.com\n")
        .containsPattern("X509v3 Key Usage: critical\\s+Digital Signature\n");
    assertThat(openSslVerify(KITA_G1, nameless, "sslserver")).contains("OK");
    jdkAccepts(KITA_G1, nameless);
  }

  @Test
  void namesInJapaneseAreUtf8() throws Exception {
    test.create(TestAuthority.MINAMI, 1, KeyKind.P256);
    IssuerId issuer = new IssuerId("minami-g1");

    Octets certificate =
        issue(
            TestAuthority.client(TestAuthority.MINAMI, "0123ABCS", TestAuthority.ec("secp256r1")));

    X509Certificate read = Software.certificate(certificate.octets());
    assertThat(read.getSubjectX500Principal().getName())
        .isEqualTo("CN=0123ABCS,OU=南銀行電子認証局-G1,O=株式会社南銀行");
    assertThat(asn1(certificate)).contains("UTF8STRING").doesNotContain("PRINTABLESTRING");
    assertThat(openSslVerify(issuer, certificate, "sslclient")).contains("OK");
    jdkAccepts(issuer, certificate);
  }

  @Test
  void aCertificateOfTheNextGenerationSaysSoAndTheOldOneStaysGood() throws Exception {
    test.create(TestAuthority.KITA, 1, KeyKind.P256);
    KeyPair key = TestAuthority.ec("secp256r1");
    Octets first = issue(TestAuthority.client(TestAuthority.KITA, "1", key));
    test.clock.advance(java.time.Duration.ofSeconds(6));
    test.create(TestAuthority.KITA, 2, KeyKind.P384);

    ToBeSigned second = test.ca.prepare(TestAuthority.client(TestAuthority.KITA, "1", key));

    assertThat(second.issuer()).isEqualTo(new IssuerId("kita-g2"));
    assertThat(text(test.ca.sign(second)))
        .contains("OU = The Kita Bank Internet Banking CA-G2")
        .contains("/ca/kita-g2.crl");
    jdkAccepts(second.issuer(), test.ca.sign(second));
    jdkAccepts(KITA_G1, first);
  }

  @Test
  void chainAndPathAreTheIssuersWithoutAndWithTheRoot() {
    var issuer = test.create(TestAuthority.KITA, 1, KeyKind.P256);

    assertThat(test.ca.chain(KITA_G1)).containsExactly(issuer.certificate());
    assertThat(test.ca.path(KITA_G1))
        .containsExactly(issuer.certificate(), issuer.above().getFirst());
    assertThat(test.ca.keyId(KITA_G1)).isEqualTo(issuer.keyId());
  }

  private Octets issue(CertificateTemplate template) {
    return test.ca.sign(test.ca.prepare(template));
  }

  private String text(Octets certificate) {
    Path file = Pem.write(folder.resolve("text.pem"), List.of(certificate));
    return Command.run(
        "openssl",
        "x509",
        "-in",
        file.toString(),
        "-noout",
        "-text",
        "-nameopt",
        "oneline,utf8,-esc_msb");
  }

  private String asn1(Octets certificate) {
    Path file = Pem.write(folder.resolve("asn1.pem"), List.of(certificate));
    return Command.run("openssl", "asn1parse", "-in", file.toString());
  }

  private String openSslVerify(IssuerId issuer, Octets certificate, String purpose) {
    List<Octets> path = test.ca.path(issuer);
    Path root = Pem.write(folder.resolve("root.pem"), List.of(path.getLast()));
    Path chain = Pem.write(folder.resolve("chain.pem"), test.ca.chain(issuer));
    Path leaf = Pem.write(folder.resolve("leaf.pem"), List.of(certificate));
    return Command.run(
        "openssl",
        "verify",
        "-x509_strict",
        "-check_ss_sig",
        "-policy_check",
        "-policy",
        "1.3.6.1.4.1.99999.1.1",
        "-explicit_policy",
        "-attime",
        Long.toString(TestClock.START.getEpochSecond() + 1),
        "-purpose",
        purpose,
        "-CAfile",
        root.toString(),
        "-untrusted",
        chain.toString(),
        leaf.toString());
  }

  private void jdkAccepts(IssuerId issuer, Octets certificate) throws Exception {
    List<Octets> path = test.ca.path(issuer);
    X509Certificate root = Software.certificate(path.getLast().octets());
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
    parameters.setRevocationEnabled(false);
    parameters.setExplicitPolicyRequired(true);
    parameters.setDate(Date.from(TestClock.START.plusSeconds(60)));
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509")
                .generateCertPath(
                    List.of(
                        Software.certificate(certificate.octets()),
                        Software.certificate(path.getFirst().octets()))),
            parameters);
  }
}
