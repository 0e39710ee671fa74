/// Revoking certificates, one or many.
@NullMarked
package shomei.domain.revocation;

import org.jspecify.annotations.NullMarked;
