/// The one binding of PKCS#11 libraries: what server and clients need of a token beyond Java's own
/// provider.
@NullMarked
package shomei.pkcs11;

import org.jspecify.annotations.NullMarked;
