package shomei.pki.authority;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.Serial;
import shomei.pki.certificate.CaUrls;
import shomei.pki.certificate.KeyIds;
import shomei.pki.certificate.Pointers;
import shomei.pki.certificate.Subject;
import shomei.pki.der.Encoded;
import shomei.pki.key.SignatureScheme;
import shomei.pki.key.Signer;
import shomei.pki.key.Software;

/// The certificates of CAs (RFC 5280 §4.2.1.9), beginning an hour before they are made, for relying
/// parties whose clocks are behind, and ending with a day.
final class CaCertificates {
  private static final Duration BACKDATE = Duration.ofHours(1);
  private static final int ROOT_YEARS = 20;
  private static final int ISSUING_YEARS = 10;
  private static final ASN1ObjectIdentifier ANY_POLICY = new ASN1ObjectIdentifier("2.5.29.32.0");

  private final CaUrls urls;
  private final Instant now;

  CaCertificates(CaUrls urls, Instant now) {
    this.urls = urls;
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
  }

  X509Certificate root(Root root, Serial serial, PublicKey key, UnaryOperator<byte[]> sign) {
    X500Name name =
        new Subject()
            .with(BCStyle.O, root.organization())
            .with(BCStyle.CN, root.commonName())
            .name();
    SignatureScheme scheme = SignatureScheme.of(key);
    V3TBSCertificateGenerator parts = parts(serial, name, name, key, scheme, end(ROOT_YEARS));
    ExtensionsGenerator extensions = extensions(key, new BasicConstraints(true));
    parts.setExtensions(extensions.generate());
    return signed(parts, scheme, sign);
  }

  X509Certificate issuing(
      Institution institution,
      int generation,
      String rootLabel,
      X509Certificate root,
      Serial serial,
      PublicKey key,
      Signer signer) {
    X500Name issuer = X500Name.getInstance(root.getSubjectX500Principal().getEncoded());
    X500Name name =
        new Subject()
            .with(BCStyle.O, institution.organization())
            .with(BCStyle.CN, Subject.unit(institution.unit(), generation))
            .name();
    Instant end = end(ISSUING_YEARS);
    if (end.isAfter(root.getNotAfter().toInstant())) {
      throw new IllegalStateException("the root ends before the CA would: make another root");
    }
    V3TBSCertificateGenerator parts = parts(serial, issuer, name, key, signer.scheme(), end);
    ExtensionsGenerator extensions = extensions(key, new BasicConstraints(0));
    add(
        extensions,
        Extension.authorityKeyIdentifier,
        new AuthorityKeyIdentifier(KeyIds.of(Software.keyInfo(root.getPublicKey()))));
    add(
        extensions,
        Extension.certificatePolicies,
        new CertificatePolicies(new PolicyInformation(ANY_POLICY)));
    add(extensions, Extension.cRLDistributionPoints, Pointers.crl(urls.crl(rootLabel, 0)));
    add(
        extensions,
        Extension.authorityInfoAccess,
        Pointers.access(Pointers.issuer(urls.certificate(rootLabel))));
    parts.setExtensions(extensions.generate());
    return signed(parts, signer.scheme(), signer::sign);
  }

  private Instant end(int years) {
    return now.atOffset(ZoneOffset.UTC)
        .plusYears(years)
        .truncatedTo(ChronoUnit.DAYS)
        .toInstant()
        .minusSeconds(1);
  }

  private V3TBSCertificateGenerator parts(
      Serial serial,
      X500Name issuer,
      X500Name subject,
      PublicKey key,
      SignatureScheme scheme,
      Instant end) {
    V3TBSCertificateGenerator parts = new V3TBSCertificateGenerator();
    parts.setSerialNumber(new ASN1Integer(serial.number()));
    parts.setSignature(scheme.identifier());
    parts.setIssuer(issuer);
    parts.setSubject(subject);
    parts.setStartDate(new Time(Date.from(now.minus(BACKDATE))));
    parts.setEndDate(new Time(Date.from(end)));
    parts.setSubjectPublicKeyInfo(Software.keyInfo(key));
    return parts;
  }

  private static ExtensionsGenerator extensions(PublicKey key, BasicConstraints constraints) {
    ExtensionsGenerator extensions = new ExtensionsGenerator();
    SubjectPublicKeyInfo info = Software.keyInfo(key);
    try {
      extensions.addExtension(Extension.basicConstraints, true, constraints);
      extensions.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    add(extensions, Extension.subjectKeyIdentifier, new SubjectKeyIdentifier(KeyIds.of(info)));
    return extensions;
  }

  private static void add(
      ExtensionsGenerator extensions, ASN1ObjectIdentifier oid, ASN1Encodable value) {
    try {
      extensions.addExtension(oid, false, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static X509Certificate signed(
      V3TBSCertificateGenerator parts, SignatureScheme scheme, UnaryOperator<byte[]> sign) {
    var tbs = parts.generateTBSCertificate();
    byte[] signature = sign.apply(Encoded.der(tbs));
    return Software.certificate(
        Encoded.der(
            new DERSequence(
                new ASN1Encodable[] {tbs, scheme.identifier(), new DERBitString(signature)})));
  }
}
