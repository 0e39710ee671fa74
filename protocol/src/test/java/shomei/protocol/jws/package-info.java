@NullMarked
package shomei.protocol.jws;

import org.jspecify.annotations.NullMarked;
