package shomei.pki.certificate;

import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import shomei.domain.ca.CertificateTemplate;

/// Distinguished names as ours are: single-valued, UTF8String throughout (RFC 5280 §4.1.2.4).
public final class Subject {
  private final List<RDN> parts = new ArrayList<>();

  /// The name of a certificate's holder: the institution's O and OU with the CA's generation, and
  /// the CN. A certificate for DNS names tells nothing of the institution: who proved control of a
  /// name is not the bank, and must not look like a seat of it.
  static X500Name of(CertificateTemplate template, int generation) {
    Subject subject = new Subject();
    if (template.names().isEmpty()) {
      subject
          .with(BCStyle.O, template.institution().organization())
          .with(BCStyle.OU, unit(template.institution().unit(), generation));
    }
    template.commonName().ifPresent(name -> subject.with(BCStyle.CN, name));
    return subject.name();
  }

  /// The unit with the CA's generation: `… CA` becomes `… CA-G2`.
  public static String unit(String unit, int generation) {
    return unit + "-G" + generation;
  }

  /// Adds a part behind the others.
  public Subject with(ASN1ObjectIdentifier type, String value) {
    parts.add(new RDN(type, new DERUTF8String(value)));
    return this;
  }

  public X500Name name() {
    return new X500Name(parts.toArray(new RDN[0]));
  }
}
