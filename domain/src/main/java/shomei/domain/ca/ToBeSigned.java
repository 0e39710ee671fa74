package shomei.domain.ca;

import java.time.Instant;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Serial;

/// A certificate that is complete but for its signature.
///
/// @param shard of the issuer's CRL, which the certificate points to
/// @param der DER TBSCertificate (RFC 5280 §4.1), linted
public record ToBeSigned(
    IssuerId issuer, int shard, Serial serial, Octets der, Instant notBefore, Instant notAfter) {
  /// One of the issuer's first shard.
  public ToBeSigned(
      IssuerId issuer, Serial serial, Octets der, Instant notBefore, Instant notAfter) {
    this(issuer, 0, serial, der, notBefore, notAfter);
  }
}
