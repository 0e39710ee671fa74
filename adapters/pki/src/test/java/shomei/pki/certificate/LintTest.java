package shomei.pki.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.PolicyQualifierInfo;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.Time;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.ca.CertificateTemplate;
import shomei.domain.ca.ToBeSigned;
import shomei.domain.kernel.Octets;
import shomei.pki.TestAuthority;
import shomei.pki.TestClock;
import shomei.pki.key.CryptoToken;
import shomei.pki.key.KeyKind;

/// Each rule of the lint finds its fault, alone.
final class LintTest {
  @TempDir private Path folder;
  private final KeyPair key = TestAuthority.ec("secp256r1");
  private TestAuthority test;
  private CaCertificate ca;
  private CertificateTemplate client;
  private CertificateTemplate server;

  @BeforeEach
  void open() throws IOException {
    CryptoToken keys = TestAuthority.keys(folder.resolve("keys.p12"));
    test = new TestAuthority(keys, new TestClock());
    ca = CaCertificate.of(test.create(TestAuthority.KITA, 1, KeyKind.P256), keys);
    client = TestAuthority.client(TestAuthority.KITA, "12345678901234", key);
    server = TestAuthority.tls(Optional.of("www.example.com"), key, "www.example.com");
  }

  @Test
  void soundCertificatesHaveNoFault() {
    assertThat(faults(client, parts -> {})).isEmpty();
    assertThat(faults(server, parts -> {})).isEmpty();
    assertThat(faults(TestAuthority.tls(Optional.empty(), key, "www.example.com"), parts -> {}))
        .isEmpty();
  }

  @Test
  void octetsThatAreNoCertificateDoNotParse() {
    assertThat(Lint.faults(ca, TestAuthority.URLS, 0, new byte[] {0x30, 0})).isNotEmpty();
    assertThat(Lint.faults(ca, TestAuthority.URLS, 0, new byte[0])).isNotEmpty();
    assertThat(Lint.faults(ca, TestAuthority.URLS, 0, new byte[] {5, 0})).isNotEmpty();
  }

  @Test
  void whatIsNotDerIsRefused() {
    byte[] der = new TbsCertificateBuilder(ca, TestAuthority.URLS, 0).draw(client);
    byte[] longer = Arrays.copyOf(der, der.length + 1);

    assertThat(Lint.faults(ca, TestAuthority.URLS, 0, longer)).isNotEmpty();
  }

  @Test
  void versionOneIsRefused() {
    assertFault(client, parts -> parts.version = null, "version 1");
  }

  @Test
  void olderVersionsAreRefusedWithoutExtensionsToo() {
    for (int version : List.of(0, 1)) {
      assertFault(
          client,
          parts -> {
            parts.version = version == 0 ? null : version;
            parts.extensions.clear();
          },
          "version 3",
          "no extensions");
    }
  }

  @Test
  void serialsOfAnotherFormAreRefused() {
    assertFault(client, parts -> parts.serial = BigInteger.ZERO, "serial");
    assertFault(client, parts -> parts.serial = BigInteger.ONE, "serial");
    assertFault(client, parts -> parts.serial = BigInteger.TWO.pow(168), "serial");
    assertFault(client, parts -> parts.serial = client.serial().number().negate(), "serial");
  }

  @Test
  void anotherSignatureAlgorithmIsRefused() {
    assertFault(
        client,
        parts ->
            parts.algorithm =
                new AlgorithmIdentifier(
                    PKCSObjectIdentifiers.sha1WithRSAEncryption, DERNull.INSTANCE),
        "signature algorithm");
  }

  @Test
  void anIssuerOfAnotherNameOrEncodingIsRefused() {
    assertFault(client, parts -> parts.issuer = new X500Name("CN=Other"), "issuer");
    RDN[] printable =
        Arrays.stream(ca.subject().getRDNs())
            .map(RDN::getFirst)
            .map(it -> new RDN(it.getType(), new DERPrintableString(it.getValue().toString())))
            .toArray(RDN[]::new);
    assertFault(client, parts -> parts.issuer = new X500Name(printable), "issuer");
  }

  @Test
  void uniqueIdentifiersAreRefused() {
    assertFault(
        client,
        parts -> parts.uniqueId = new DERTaggedObject(false, 1, new DERBitString(new byte[1])),
        "unique identifiers");
    assertFault(
        client,
        parts -> parts.uniqueId = new DERTaggedObject(false, 2, new DERBitString(new byte[1])),
        "unique identifiers");
  }

  @Test
  void validitiesThatAreNoneAreRefused() {
    assertFault(client, parts -> parts.to = parts.from, "ends before it begins");
    assertFault(
        client,
        parts -> parts.to = new Time(Date.from(Instant.parse("2036-11-21T23:59:59Z"))),
        "outlives the CA");
  }

  @Test
  void timesInTheWrongEncodingAreRefused() {
    assertFault(
        client,
        parts -> parts.to = new Time(new ASN1GeneralizedTime("20271120235959Z")),
        "GeneralizedTime");
    assertFault(
        client, parts -> parts.to = new Time(new DERUTCTime("2711202359Z")), "GeneralizedTime");
  }

  @Test
  void timesFrom2050AreGeneralized() {
    Instant later = Instant.parse("2050-01-01T00:00:00Z");

    assertThat(new Time(Date.from(later)).toASN1Primitive())
        .isInstanceOf(ASN1GeneralizedTime.class);
    assertThat(Lint.isWellWritten(new Time(Date.from(later)))).isTrue();
    assertThat(Lint.isWellWritten(new Time(Date.from(later.minusSeconds(1))))).isTrue();
    assertThat(Lint.isWellWritten(new Time(new ASN1GeneralizedTime("20491231235959Z")))).isFalse();
    assertThat(Lint.isWellWritten(new Time(new ASN1GeneralizedTime("20500101000000.5Z"))))
        .isFalse();
  }

  @Test
  void subjectsThatPeopleCannotReadAreRefused() {
    assertFault(client, subject(new RDN(BCStyle.CN, new DERPrintableString("x"))), "UTF8String");
    assertFault(client, subject(new RDN(BCStyle.CN, new DERUTF8String(" "))), "blank");
    assertFault(client, subject(new RDN(BCStyle.CN, new DERUTF8String("a\nb"))), "blank");
    assertFault(client, subject(new RDN(BCStyle.CN, new DERUTF8String("あ".repeat(65)))), "longer");
    assertThat(faults(client, subject(new RDN(BCStyle.CN, new DERUTF8String("あ".repeat(64))))))
        .isEmpty();
    assertFault(
        client,
        subject(
            new RDN(
                new AttributeTypeAndValue[] {
                  new AttributeTypeAndValue(BCStyle.CN, new DERUTF8String("a")),
                  new AttributeTypeAndValue(BCStyle.OU, new DERUTF8String("b"))
                })),
        "several values");
  }

  @Test
  void aCertificateForNoOneIsRefused() {
    assertFault(client, subject(), "names no one");
  }

  @Test
  void missingExtensionsAreRefused() {
    for (ASN1ObjectIdentifier oid :
        List.of(
            Extension.basicConstraints,
            Extension.keyUsage,
            Extension.extendedKeyUsage,
            Extension.authorityKeyIdentifier,
            Extension.subjectKeyIdentifier,
            Extension.certificatePolicies,
            Extension.cRLDistributionPoints,
            Extension.authorityInfoAccess)) {
      assertFault(client, parts -> parts.extensions.remove(oid), "lacks the extension " + oid);
    }
    assertFault(client, parts -> parts.extensions.clear(), "has no extensions");
  }

  @Test
  void extensionsThatAreNotOursAreRefused() {
    var mustStaple = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.24");
    assertFault(
        client,
        parts ->
            parts.put(mustStaple, false, new DERSequence(new ASN1Encodable[] {new ASN1Integer(5)})),
        "none of ours");
  }

  @Test
  void criticalityTheWrongWayRoundIsRefused() {
    for (ASN1ObjectIdentifier oid :
        List.of(
            Extension.basicConstraints,
            Extension.keyUsage,
            Extension.extendedKeyUsage,
            Extension.authorityKeyIdentifier,
            Extension.subjectKeyIdentifier,
            Extension.certificatePolicies,
            Extension.cRLDistributionPoints,
            Extension.authorityInfoAccess)) {
      assertFault(client, parts -> parts.flip(oid), "critical");
    }
    assertFault(
        server,
        parts -> parts.flip(Extension.subjectAlternativeName),
        "critical where there is no subject");
  }

  @Test
  void aCasPowersAreRefused() {
    assertFault(client, put(Extension.basicConstraints, true, new BasicConstraints(true)), "CA's");
    assertFault(client, put(Extension.basicConstraints, true, new BasicConstraints(0)), "CA's");
    for (int usage : List.of(KeyUsage.keyCertSign, KeyUsage.cRLSign)) {
      assertFault(
          client,
          put(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | usage)),
          "key usage");
    }
    assertFault(
        client, put(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyAgreement)), "key usage");
    for (KeyPurposeId purpose :
        List.of(KeyPurposeId.anyExtendedKeyUsage, KeyPurposeId.id_kp_OCSPSigning)) {
      assertFault(
          client, put(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose)), "usage");
    }
  }

  @Test
  void keyIdentifiersOfOthersAreRefused() {
    assertFault(
        client,
        put(Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(new byte[20])),
        "authority key identifier");
    assertFault(
        client,
        put(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(new byte[20])),
        "subject key identifier");
  }

  @Test
  void addressesOfOthersAreRefused() {
    assertFault(
        client,
        put(Extension.cRLDistributionPoints, false, Pointers.crl("http://evil.example/x.crl")),
        "CA's CRL");
    assertFault(
        client,
        put(
            Extension.authorityInfoAccess,
            false,
            Pointers.access(Pointers.ocsp("http://evil.example/"))),
        "CA's OCSP");
  }

  @Test
  void policiesWithQualifiersAndAnyPolicyAreRefused() {
    assertFault(
        client,
        put(
            Extension.certificatePolicies,
            false,
            new CertificatePolicies(
                new PolicyInformation(
                    new ASN1ObjectIdentifier("1.2.3"),
                    new DERSequence(new PolicyQualifierInfo("http://example.jp/cps"))))),
        "policies");
    assertFault(
        client,
        put(
            Extension.certificatePolicies,
            false,
            new CertificatePolicies(
                new PolicyInformation(new ASN1ObjectIdentifier("2.5.29.32.0")))),
        "policies");
  }

  @Test
  void alternativeNamesOtherThanDnsNamesAreRefused() {
    for (GeneralName name :
        List.of(
            new GeneralName(GeneralName.rfc822Name, "a@example.com"),
            new GeneralName(GeneralName.iPAddress, "192.0.2.1"),
            new GeneralName(GeneralName.uniformResourceIdentifier, "http://example.com/"),
            new GeneralName(GeneralName.dNSName, "WWW.example.com"),
            new GeneralName(GeneralName.dNSName, "not a name"))) {
      assertFault(
          server,
          put(Extension.subjectAlternativeName, false, new GeneralNames(name)),
          "alternative names");
    }
    assertFault(
        server,
        put(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[0])),
        "alternative names");
  }

  @Test
  void anIntentThatSomebodySlippedInIsNotSigned() {
    ToBeSigned sound = test.ca.prepare(client);
    byte[] der =
        CertificateParts.of(sound.der().octets())
            .with(put(Extension.basicConstraints, true, new BasicConstraints(true)))
            .der();
    ToBeSigned slippedIn =
        new ToBeSigned(
            sound.issuer(), sound.serial(), Octets.of(der), sound.notBefore(), sound.notAfter());

    assertThatThrownBy(() -> test.ca.sign(slippedIn))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is a CA's");
  }

  private static Consumer<CertificateParts> put(
      ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
    return parts -> parts.put(oid, critical, value);
  }

  private static Consumer<CertificateParts> subject(RDN... parts) {
    return certificate -> certificate.subject = new X500Name(parts);
  }

  private List<String> faults(CertificateTemplate template, Consumer<CertificateParts> change) {
    byte[] der = new TbsCertificateBuilder(ca, TestAuthority.URLS, 0).draw(template);
    return Lint.faults(ca, TestAuthority.URLS, 0, CertificateParts.of(der).with(change).der());
  }

  /// Each of the faults, and no other.
  private void assertFault(
      CertificateTemplate template, Consumer<CertificateParts> change, String... expected) {
    List<String> faults = faults(template, change);
    assertThat(faults).hasSize(expected.length);
    for (String fault : expected) {
      assertThat(faults).anyMatch(it -> it.contains(fault));
    }
  }
}
