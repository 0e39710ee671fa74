@NullMarked
package shomei.protocol.json;

import org.jspecify.annotations.NullMarked;
