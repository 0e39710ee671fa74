/// What relying parties read over plain HTTP: the CAs' certificates, CRLs and OCSP answers.
@NullMarked
package shomei.web.status;

import org.jspecify.annotations.NullMarked;
