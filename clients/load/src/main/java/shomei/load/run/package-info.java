/// How a run goes: when each operation begins, who does it, and what is counted.
@NullMarked
package shomei.load.run;

import org.jspecify.annotations.NullMarked;
