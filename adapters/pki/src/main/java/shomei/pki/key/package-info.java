/// The keys that sign and the secret that keys digests: on a PKCS#11 token, or in a PKCS#12 file
/// for development. Nothing beyond this package touches a private key.
@NullMarked
package shomei.pki.key;

import org.jspecify.annotations.NullMarked;
