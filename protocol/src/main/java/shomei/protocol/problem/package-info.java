/// Problem documents (RFC 9457) with the error types of RFC 8555 §6.7, its extensions and Shomei's
/// own.
@NullMarked
package shomei.protocol.problem;

import org.jspecify.annotations.NullMarked;
