/// What an order is about: a typed identifier (RFC 8555 §7.1.3 and PROTOCOL.md).
@NullMarked
package shomei.protocol.identifier;

import org.jspecify.annotations.NullMarked;
