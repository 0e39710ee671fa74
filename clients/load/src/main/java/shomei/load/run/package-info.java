/// How a run goes: when each act begins, who does it, and what is counted.
@NullMarked
package shomei.load.run;

import org.jspecify.annotations.NullMarked;
