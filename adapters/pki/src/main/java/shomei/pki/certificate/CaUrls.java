package shomei.pki.certificate;

import java.net.URI;
import shomei.domain.status.Shard;

/// Where relying parties fetch what certificates point to. The one place that knows these
/// addresses: what a certificate names and what is served come from here.
///
/// Plain http, as RFC 5280 §8 asks: fetching a CRL over TLS could need that very CRL.
///
/// @param base e.g. `http://ca.example.jp`, without a slash at the end
public record CaUrls(String base) {
  /// @throws IllegalArgumentException where `base` is not the address of a host over plain http
  public CaUrls {
    URI uri = URI.create(base);
    if (!"http".equals(uri.getScheme())
        || uri.getHost() == null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null
        || uri.getRawUserInfo() != null
        || base.endsWith("/")) {
      throw new IllegalArgumentException(
          "the address for CRLs, OCSP and CA certificates is like http://ca.example.jp");
    }
  }

  /// A part of that CA's CRL.
  ///
  /// @param shard 0 for the first, which is the whole CRL as long as there is no other
  /// @param issuer the name of an issuing CA or of a root
  public String crl(String issuer, int shard) {
    return base + "/ca/" + issuer + (shard == 0 ? "" : "/" + shard) + ".crl";
  }

  public String crl(Shard shard) {
    return shard.isComplete()
        ? base + "/ca/" + shard.ca() + "/complete.crl"
        : crl(shard.ca().value(), shard.number());
  }

  /// The certificate of that CA, DER (RFC 5280 §4.2.2.1).
  public String certificate(String issuer) {
    return base + "/ca/" + issuer + ".cer";
  }

  public String ocsp(String issuer) {
    return base + "/ocsp/" + issuer;
  }
}
