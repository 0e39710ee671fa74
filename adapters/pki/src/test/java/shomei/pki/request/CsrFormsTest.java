package shomei.pki.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.security.KeyPair;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.DERUniversalString;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.domain.ca.CertificateRequest;
import shomei.domain.kernel.DnsName;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.pki.TestAuthority;
import shomei.pki.der.Encoded;
import shomei.pki.der.StrictDer;

/// The forms that clients write requests in.
final class CsrFormsTest {
  private static final ASN1ObjectIdentifier MICROSOFT =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.1.14");
  private static final KeyPair P256 = TestAuthority.ec("secp256r1");

  private final CsrReader reader = new CsrReader();

  @ParameterizedTest
  @ValueSource(strings = {"SHA256withECDSA", "Ed25519", "SHA256withRSA", "SHA256withRSAandMGF1"})
  void aSignatureIsOverTheOctetsThatCameWhateverTheOrderOfTheAttributes(String algorithm) {
    KeyPair key =
        switch (algorithm) {
          case "SHA256withECDSA" -> P256;
          case "Ed25519" -> TestAuthority.ed25519();
          default -> TestAuthority.rsa(2048);
        };
    Csr csr =
        Csr.of(key)
            .signedWith(algorithm)
            .attribute(
                new Attribute(
                    PKCSObjectIdentifiers.pkcs_9_at_unstructuredName,
                    new DERSet(new DERUTF8String("a long text, which DER would put last"))))
            .names(dns("www.example.com"));
    byte[] sorted = csr.octets().octets();
    byte[] unsorted = csr.unsorted().octets().octets();
    assertThat(StrictDer.first(unsorted)).isNotEqualTo(StrictDer.first(sorted));

    assertThat(reader.read(Octets.of(unsorted)).names())
        .containsExactly(DnsName.parse("www.example.com"));
    assertThat(reader.read(Octets.of(sorted)).names())
        .containsExactly(DnsName.parse("www.example.com"));
  }

  @Test
  void namesUnderMicrosoftsAttributeCount() {
    Octets csr = Csr.of(P256).attribute(asked(MICROSOFT, san("www.example.com"))).octets();
    assertThat(reader.read(csr).names()).containsExactly(DnsName.parse("www.example.com"));

    Octets both =
        Csr.of(P256)
            .attribute(asked(MICROSOFT, san("www.example.com")))
            .names(dns("www.example.com"))
            .octets();
    assertBad(both, "more than once");
  }

  @Test
  void anExtensionRequestThatNamesNoneIsToldSo() {
    for (DERSet values : new DERSet[] {new DERSet(), new DERSet(new DERSequence())}) {
      assertBad(
          Csr.of(P256)
              .attribute(new Attribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, values))
              .octets(),
          "names none");
    }
  }

  @Test
  void aCommonNameIsTheSameTextInEveryKindOfString() {
    byte[] text = "www.example.com".getBytes(Charset.forName("UTF-32BE"));
    for (ASN1Encodable name :
        new ASN1Encodable[] {
          new DERUniversalString(text),
          new DERBMPString("www.example.com"),
          new DERPrintableString("www.example.com")
        }) {
      CertificateRequest request = reader.read(named(name));
      assertThat(request.commonName()).isEqualTo("www.example.com");
      assertThat(request.names()).containsExactly(DnsName.parse("www.example.com"));
    }
    assertBad(named(new DERUniversalString(new byte[] {0, 0x11, 0, 0})), "no UniversalString");
  }

  private static Octets named(ASN1Encodable commonName) {
    return Csr.of(P256).subject(new X500Name(new RDN[] {new RDN(BCStyle.CN, commonName)})).octets();
  }

  private static Attribute asked(ASN1ObjectIdentifier attribute, Extensions extensions) {
    return new Attribute(attribute, new DERSet(extensions));
  }

  private static Extensions san(String name) {
    return new Extensions(
        new Extension(
            Extension.subjectAlternativeName, false, Encoded.der(new GeneralNames(dns(name)))));
  }

  private void assertBad(Octets csr, String detail) {
    assertThatThrownBy(() -> reader.read(csr))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.reason()).isEqualTo(Reason.BAD_CSR);
              assertThat(refusal.failure().detail()).contains(detail);
            });
  }

  private static GeneralName dns(String name) {
    return new GeneralName(GeneralName.dNSName, name);
  }
}
