package shomei.domain.issuance;

import java.time.Instant;
import shomei.domain.Octets;
import shomei.domain.certificate.Serial;

/// A certificate that is complete but for its signature.
///
/// @param der DER TBSCertificate (RFC 5280 §4.1), linted
public record ToBeSigned(
    IssuerId issuer, Serial serial, Octets der, Instant notBefore, Instant notAfter) {}
