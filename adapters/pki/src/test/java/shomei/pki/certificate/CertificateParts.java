package shomei.pki.certificate;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.jspecify.annotations.Nullable;
import shomei.pki.der.Encoded;

/// A TBSCertificate taken apart, to be put together wrongly.
final class CertificateParts {
  @Nullable Integer version = 2;
  BigInteger serial;
  AlgorithmIdentifier algorithm;
  X500Name issuer;
  Time from;
  Time to;
  X500Name subject;
  SubjectPublicKeyInfo key;
  @Nullable ASN1Encodable uniqueId;
  final Map<ASN1ObjectIdentifier, Extension> extensions = new LinkedHashMap<>();

  private CertificateParts(TBSCertificate certificate) {
    serial = certificate.getSerialNumber().getValue();
    algorithm = certificate.getSignature();
    issuer = certificate.getIssuer();
    from = certificate.getStartDate();
    to = certificate.getEndDate();
    subject = certificate.getSubject();
    key = certificate.getSubjectPublicKeyInfo();
    for (ASN1ObjectIdentifier oid : certificate.getExtensions().getExtensionOIDs()) {
      extensions.put(oid, certificate.getExtensions().getExtension(oid));
    }
  }

  static CertificateParts of(byte[] der) {
    return new CertificateParts(TBSCertificate.getInstance(der));
  }

  CertificateParts with(Consumer<CertificateParts> change) {
    change.accept(this);
    return this;
  }

  void put(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
    extensions.put(oid, new Extension(oid, critical, new DEROctetString(Encoded.der(value))));
  }

  /// Makes the extension critical, or no longer so.
  void flip(ASN1ObjectIdentifier oid) {
    extensions.computeIfPresent(
        oid, (same, it) -> new Extension(oid, !it.isCritical(), it.getExtnValue()));
  }

  byte[] der() {
    ASN1EncodableVector all = new ASN1EncodableVector();
    if (version != null) {
      all.add(new DERTaggedObject(true, 0, new ASN1Integer(version)));
    }
    all.add(new ASN1Integer(serial));
    all.add(algorithm);
    all.add(issuer);
    all.add(new DERSequence(new ASN1Encodable[] {from, to}));
    all.add(subject);
    all.add(key);
    if (uniqueId != null) {
      all.add(uniqueId);
    }
    if (!extensions.isEmpty()) {
      DERSequence sequence = new DERSequence(extensions.values().toArray(new Extension[0]));
      all.add(new DERTaggedObject(true, 3, sequence));
    }
    return Encoded.der(new DERSequence(all));
  }
}
