/// The pages behind the certificate.
@NullMarked
package shomei.pages.signedin;

import org.jspecify.annotations.NullMarked;
