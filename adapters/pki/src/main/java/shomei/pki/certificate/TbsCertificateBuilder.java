package shomei.pki.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import shomei.domain.ca.CertificateTemplate;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.DnsName;
import shomei.pki.der.Encoded;

/// Builds what is going to be signed for a holder (RFC 5280 §4.1). [Lint] judges it apart from
/// this.
final class TbsCertificateBuilder {
  private final CaCertificate ca;
  private final CaUrls urls;
  private final int shard;

  /// @param shard of the CA's CRL, to point to
  TbsCertificateBuilder(CaCertificate ca, CaUrls urls, int shard) {
    this.ca = ca;
    this.urls = urls;
    this.shard = shard;
  }

  /// @return DER TBSCertificate
  byte[] draw(CertificateTemplate template) {
    SubjectPublicKeyInfo key = SubjectPublicKeyInfo.getInstance(template.key().octets());
    X500Name subject = Subject.of(template, ca.issuer().generation());
    V3TBSCertificateGenerator parts = new V3TBSCertificateGenerator();
    parts.setSerialNumber(new ASN1Integer(template.serial().number()));
    parts.setSignature(ca.scheme().identifier());
    parts.setIssuer(ca.subject());
    parts.setStartDate(new Time(Date.from(template.notBefore())));
    parts.setEndDate(new Time(Date.from(template.notAfter())));
    parts.setSubject(subject);
    parts.setSubjectPublicKeyInfo(key);
    ExtensionsGenerator extensions = new ExtensionsGenerator();
    try {
      add(extensions, template, key, subject.size() == 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    parts.setExtensions(extensions.generate());
    return Encoded.der(parts.generateTBSCertificate());
  }

  private void add(
      ExtensionsGenerator extensions,
      CertificateTemplate template,
      SubjectPublicKeyInfo key,
      boolean namedByAlternativesOnly)
      throws IOException {
    String issuer = ca.name();
    Policy.Profile profile = template.profile();
    extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    extensions.addExtension(Extension.keyUsage, true, new KeyUsage(usage(profile, key)));
    extensions.addExtension(Extension.extendedKeyUsage, false, purposes(profile));
    extensions.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        new AuthorityKeyIdentifier(ca.issuer().keyId().octets()));
    extensions.addExtension(
        Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(KeyIds.of(key)));
    extensions.addExtension(Extension.certificatePolicies, false, policies(profile.policyOid()));
    extensions.addExtension(
        Extension.cRLDistributionPoints, false, Pointers.crl(urls.crl(issuer, shard)));
    extensions.addExtension(
        Extension.authorityInfoAccess,
        false,
        Pointers.access(
            Pointers.ocsp(urls.ocsp(issuer)), Pointers.issuer(urls.certificate(issuer))));
    if (!template.names().isEmpty()) {
      extensions.addExtension(
          Extension.subjectAlternativeName, namedByAlternativesOnly, names(template));
    }
  }

  /// Clients sign. An RSA key of a server may also have to decrypt (TLS 1.2 without forward
  /// secrecy, RFC 5246 §7.4.2).
  private static int usage(Policy.Profile profile, SubjectPublicKeyInfo key) {
    boolean decrypts =
        PKCSObjectIdentifiers.rsaEncryption.equals(key.getAlgorithm().getAlgorithm())
            && profile.extendedKeyUsages().contains(KeyPurposeId.id_kp_serverAuth.getId());
    return KeyUsage.digitalSignature | (decrypts ? KeyUsage.keyEncipherment : 0);
  }

  private static ExtendedKeyUsage purposes(Policy.Profile profile) {
    return new ExtendedKeyUsage(
        profile.extendedKeyUsages().stream()
            .map(oid -> KeyPurposeId.getInstance(new ASN1ObjectIdentifier(oid)))
            .toArray(KeyPurposeId[]::new));
  }

  private static ASN1Encodable policies(String oid) {
    return new CertificatePolicies(new PolicyInformation(new ASN1ObjectIdentifier(oid)));
  }

  private static GeneralNames names(CertificateTemplate template) {
    return new GeneralNames(
        template.names().stream()
            .map(DnsName::toString)
            .map(name -> new GeneralName(GeneralName.dNSName, name))
            .toArray(GeneralName[]::new));
  }
}
