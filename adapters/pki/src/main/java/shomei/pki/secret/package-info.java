/// How PINs and other small secrets are keyed and stretched.
@NullMarked
package shomei.pki.secret;

import org.jspecify.annotations.NullMarked;
