/// What relying parties ask: CRLs and OCSP answers, read, built and signed.
@NullMarked
package shomei.pki.status;

import org.jspecify.annotations.NullMarked;
