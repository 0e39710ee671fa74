/// What relying parties read over plain HTTP: the certificates of the issuing CAs.
@NullMarked
package shomei.http.status;

import org.jspecify.annotations.NullMarked;
