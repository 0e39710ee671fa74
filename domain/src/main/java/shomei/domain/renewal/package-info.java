/// When a certificate may be renewed and when its holder is advised to (RFC 9773).
@NullMarked
package shomei.domain.renewal;

import org.jspecify.annotations.NullMarked;
