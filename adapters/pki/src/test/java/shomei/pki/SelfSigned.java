package shomei.pki;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import shomei.pki.der.Encoded;
import shomei.pki.key.SignatureScheme;
import shomei.pki.key.Software;

/// A plain certificate for a key that a test makes.
public final class SelfSigned {
  private SelfSigned() {}

  public static List<X509Certificate> certify(PublicKey key, UnaryOperator<byte[]> sign) {
    var parts = new V3TBSCertificateGenerator();
    parts.setSerialNumber(new ASN1Integer(BigInteger.ONE));
    parts.setIssuer(new X500Name("CN=test"));
    parts.setSubject(new X500Name("CN=test"));
    parts.setStartDate(new Time(Date.from(TestClock.START)));
    parts.setEndDate(new Time(Date.from(TestClock.START.plus(1, ChronoUnit.DAYS))));
    parts.setSubjectPublicKeyInfo(Software.keyInfo(key));
    var scheme = SignatureScheme.of(key);
    parts.setSignature(scheme.identifier());
    var tbs = parts.generateTBSCertificate();
    var signature = new DERBitString(sign.apply(Encoded.der(tbs)));
    return List.of(
        Software.certificate(
            Encoded.der(
                new DERSequence(new ASN1Encodable[] {tbs, scheme.identifier(), signature}))));
  }
}
