@NullMarked
package shomei.protocol.jwk;

import org.jspecify.annotations.NullMarked;
