/// What relying parties ask: whether a certificate is good, by CRL (RFC 5280 §5) and OCSP (RFC
/// 6960).
@NullMarked
package shomei.domain.status;

import org.jspecify.annotations.NullMarked;
