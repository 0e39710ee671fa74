/// What was revoked: in bulk, on CRLs, for OCSP and for journals.
@NullMarked
package shomei.postgres.revocation;

import org.jspecify.annotations.NullMarked;
