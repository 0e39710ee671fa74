@NullMarked
package shomei.protocol.message;

import org.jspecify.annotations.NullMarked;
