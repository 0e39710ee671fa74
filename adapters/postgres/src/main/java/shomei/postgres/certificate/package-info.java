/// Certificates.
@NullMarked
package shomei.postgres.certificate;

import org.jspecify.annotations.NullMarked;
