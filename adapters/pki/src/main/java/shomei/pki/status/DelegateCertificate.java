package shomei.pki.status;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import shomei.domain.kernel.Serial;
import shomei.pki.certificate.KeyIds;
import shomei.pki.certificate.Subject;
import shomei.pki.der.Encoded;
import shomei.pki.key.Software;

/// The certificate of a [Delegate]. An OCSP responder's says that its own revocation is not to be
/// asked for (id-pkix-ocsp-nocheck); for that, none is long-lived.
final class DelegateCertificate {
  /// Clocks of relying parties that go behind.
  private static final Duration EARLIER = Duration.ofMinutes(5);

  private DelegateCertificate() {}

  static X509Certificate sign(
      Authority ca, Purpose purpose, PublicKey key, Serial serial, Instant now, Duration validity) {
    Instant from = now.minus(EARLIER).truncatedTo(ChronoUnit.SECONDS);
    V3TBSCertificateGenerator parts = new V3TBSCertificateGenerator();
    SubjectPublicKeyInfo info = Software.keyInfo(key);
    parts.setSerialNumber(new ASN1Integer(serial.number()));
    parts.setSignature(ca.signer().scheme().identifier());
    parts.setIssuer(ca.name());
    parts.setStartDate(new Time(Date.from(later(from, ca.notBefore()))));
    parts.setEndDate(new Time(Date.from(earlier(from.plus(validity), ca.notAfter()))));
    parts.setSubject(
        new Subject()
            .with(BCStyle.O, part(ca, BCStyle.O))
            .with(BCStyle.CN, part(ca, BCStyle.CN) + purpose.name)
            .name());
    parts.setSubjectPublicKeyInfo(info);
    parts.setExtensions(extensions(ca, purpose, info).generate());
    var tbs = parts.generateTBSCertificate();
    byte[] signature = ca.signer().sign(Encoded.der(tbs));
    return Software.certificate(
        Encoded.der(
            new DERSequence(
                new ASN1Encodable[] {
                  tbs, ca.signer().scheme().identifier(), new DERBitString(signature)
                })));
  }

  private static ExtensionsGenerator extensions(
      Authority ca, Purpose purpose, SubjectPublicKeyInfo key) {
    ExtensionsGenerator extensions = new ExtensionsGenerator();
    try {
      extensions.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      extensions.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(KeyPurposeId.getInstance(new ASN1ObjectIdentifier(purpose.usage))));
      if (purpose == Purpose.OCSP) {
        extensions.addExtension(
            OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, DERNull.INSTANCE);
      }
      extensions.addExtension(
          Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(ca.keyId()));
      extensions.addExtension(
          Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(KeyIds.of(key)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return extensions;
  }

  private static String part(Authority ca, ASN1ObjectIdentifier type) {
    return ((ASN1String) ca.name().getRDNs(type)[0].getFirst().getValue()).getString();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
