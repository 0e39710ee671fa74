/// Public keys as JSON Web Keys (RFC 7517), their thumbprints (RFC 7638), and which keys are too
/// weak.
@NullMarked
package shomei.protocol.jwk;

import org.jspecify.annotations.NullMarked;
