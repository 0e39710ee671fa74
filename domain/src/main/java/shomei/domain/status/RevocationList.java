package shomei.domain.status;

import java.time.Instant;
import shomei.domain.kernel.Octets;

/// A CRL that was published.
///
/// @param number its CRLNumber (RFC 5280 §5.2.3)
/// @param der as signed
public record RevocationList(
    Shard shard, long number, Instant thisUpdate, Instant nextUpdate, Octets der) {}
