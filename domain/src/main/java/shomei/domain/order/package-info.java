/// Orders and their states (RFC 8555 §7.1.6).
@NullMarked
package shomei.domain.order;

import org.jspecify.annotations.NullMarked;
