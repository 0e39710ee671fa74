/// The load harness `shomei-load`: its command line.
@NullMarked
package shomei.load;

import org.jspecify.annotations.NullMarked;
