/// The name of a certificate in renewal information and `replaces` (RFC 9773 §4.1).
@NullMarked
package shomei.protocol.certid;

import org.jspecify.annotations.NullMarked;
