@NullMarked
package shomei.protocol.certid;

import org.jspecify.annotations.NullMarked;
