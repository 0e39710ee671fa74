package shomei.pki.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.ca.CertificateTemplate;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Octets;
import shomei.pki.TestAuthority;
import shomei.pki.TestClock;
import shomei.pki.key.CryptoToken;
import shomei.pki.key.KeyKind;

/// A certificate that is sound but not the one that was asked for is found out, rule by rule.
final class ProfileLintTest {
  @TempDir private Path folder;
  private final KeyPair key = TestAuthority.ec("secp256r1");
  private CaCertificate ca;
  private CertificateTemplate client;
  private CertificateTemplate server;

  @BeforeEach
  void open() throws IOException {
    CryptoToken keys = TestAuthority.keys(folder.resolve("keys.p12"));
    TestAuthority test = new TestAuthority(keys, new TestClock());
    ca = CaCertificate.of(test.create(TestAuthority.KITA, 1, KeyKind.P256), keys);
    client = TestAuthority.client(TestAuthority.KITA, "12345678901234", key);
    server = TestAuthority.tls(Optional.of("www.example.com"), key, "www.example.com");
  }

  @Test
  void whatWasAskedForHasNoFault() {
    assertThat(faults(client, parts -> {})).isEmpty();
    assertThat(faults(server, parts -> {})).isEmpty();
  }

  @Test
  void anotherSerial() {
    assertFault(client, parts -> parts.serial = TestAuthority.serial().number(), "another serial");
  }

  @Test
  void anotherKey() {
    assertFault(
        client,
        parts ->
            parts.key =
                SubjectPublicKeyInfo.getInstance(
                    TestAuthority.ec("secp256r1").getPublic().getEncoded()),
        "another key");
  }

  @Test
  void aKeyThatTheProfileDoesNotTake() {
    CertificateTemplate rsa =
        new CertificateTemplate(
            client.institution(),
            new Policy.Profile(
                "client",
                "client",
                "subscriber",
                client.profile().validity(),
                Optional.empty(),
                client.profile().extendedKeyUsages(),
                client.profile().policyOid(),
                Set.of(Policy.KeyType.P256)),
            client.serial(),
            client.commonName(),
            List.of(),
            Octets.of(TestAuthority.rsa(2048).getPublic().getEncoded()),
            client.notBefore(),
            client.notAfter());

    assertFault(rsa, parts -> {}, "a key that the profile does not take");
  }

  @Test
  void anotherValidity() {
    assertFault(
        client,
        parts -> parts.from = new Time(Date.from(client.notBefore().minusSeconds(1))),
        "another validity");
    assertFault(
        client,
        parts -> parts.to = new Time(Date.from(Instant.parse("2027-11-21T23:59:59Z"))),
        "another validity");
  }

  @Test
  void aSubscribersThatDoesNotEndWithADay() {
    assertFault(endingAt(client, "2027-11-20T23:59:58Z"), parts -> {}, "end with a day");
  }

  @Test
  void aPartnersMayEndAtAnySecond() {
    assertThat(faults(endingAt(server, "2027-11-20T12:34:56Z"), parts -> {})).isEmpty();
  }

  private static CertificateTemplate endingAt(CertificateTemplate template, String notAfter) {
    return new CertificateTemplate(
        template.institution(),
        template.profile(),
        template.serial(),
        template.commonName(),
        template.names(),
        template.key(),
        template.notBefore(),
        Instant.parse(notAfter));
  }

  @Test
  void anotherSubject() {
    assertFault(
        client, parts -> parts.subject = Subject.of(named("12345678901235"), 1), "another subject");
    assertFault(client, parts -> parts.subject = Subject.of(client, 2), "another subject");
    assertFault(
        server,
        parts -> parts.subject = Subject.of(named("www.example.com"), 1),
        "another subject");
  }

  @Test
  void otherPurposes() {
    assertFault(
        client,
        parts ->
            parts.put(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(
                    new KeyPurposeId[] {
                      KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_codeSigning
                    })),
        "other purposes");
    assertFault(
        client,
        parts ->
            parts.put(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(
                    new KeyPurposeId[] {
                      KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_clientAuth
                    })),
        "other purposes");
  }

  @Test
  void keyUsageBeyondTheProfile() {
    assertFault(
        client,
        parts ->
            parts.put(
                Extension.keyUsage,
                true,
                new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment)),
        "may be used for more");
    assertFault(
        TestAuthority.tls(Optional.empty(), TestAuthority.rsa(2048), "www.example.com"),
        parts -> parts.put(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature)),
        "or for less");
  }

  @Test
  void anotherPolicy() {
    assertFault(
        client,
        parts ->
            parts.put(
                Extension.certificatePolicies,
                false,
                new CertificatePolicies(new PolicyInformation(new ASN1ObjectIdentifier("1.2.3")))),
        "another policy");
  }

  @Test
  void otherNames() {
    assertFault(
        server,
        parts ->
            parts.put(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(
                    new GeneralName[] {
                      new GeneralName(GeneralName.dNSName, "www.example.com"),
                      new GeneralName(GeneralName.dNSName, "example.com")
                    })),
        "other alternative names");
    assertFault(
        client,
        parts ->
            parts.put(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, "www.example.com"))),
        "other alternative names");
    assertFault(
        server,
        parts -> parts.extensions.remove(Extension.subjectAlternativeName),
        "other alternative names");
  }

  @Test
  void aCommonNameThatWasNotOrdered() {
    assertFault(
        TestAuthority.tls(Optional.of("other.example.com"), key, "www.example.com"),
        parts -> {},
        "none of its DNS names");
  }

  private CertificateTemplate named(String commonName) {
    return TestAuthority.client(TestAuthority.KITA, commonName, key);
  }

  private List<String> faults(CertificateTemplate template, Consumer<CertificateParts> change) {
    byte[] der = new TbsCertificateBuilder(ca, TestAuthority.URLS, 0).draw(template);
    return ProfileLint.faults(ca, template, CertificateParts.of(der).with(change).der());
  }

  private void assertFault(
      CertificateTemplate template, Consumer<CertificateParts> change, String expected) {
    assertThat(faults(template, change)).singleElement().asString().contains(expected);
  }
}
