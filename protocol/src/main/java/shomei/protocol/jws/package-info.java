/// Requests signed as flattened JSON Web Signatures (RFC 7515, RFC 8555 §6.2), read and made.
@NullMarked
package shomei.protocol.jws;

import org.jspecify.annotations.NullMarked;
