/// The PC that the engine runs on: its system, its browsers, the programs that it brings.
@NullMarked
package shomei.enrollment.computer;

import org.jspecify.annotations.NullMarked;
