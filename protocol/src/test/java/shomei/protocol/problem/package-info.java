@NullMarked
package shomei.protocol.problem;

import org.jspecify.annotations.NullMarked;
