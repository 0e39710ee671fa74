package shomei.pki.certificate;

import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/// The extensions that point to status and to the issuer, from the addresses in [CaUrls].
public final class Pointers {
  private Pointers() {}

  /// One distribution point with one address.
  public static CRLDistPoint crl(String address) {
    DistributionPointName name = new DistributionPointName(new GeneralNames(uri(address)));
    return new CRLDistPoint(new DistributionPoint[] {new DistributionPoint(name, null, null)});
  }

  public static AccessDescription ocsp(String address) {
    return new AccessDescription(AccessDescription.id_ad_ocsp, uri(address));
  }

  public static AccessDescription issuer(String address) {
    return new AccessDescription(AccessDescription.id_ad_caIssuers, uri(address));
  }

  public static AuthorityInformationAccess access(AccessDescription... descriptions) {
    return new AuthorityInformationAccess(descriptions);
  }

  private static GeneralName uri(String address) {
    return new GeneralName(GeneralName.uniformResourceIdentifier, address);
  }
}
