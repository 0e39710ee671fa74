/// What the tool keeps between runs: profiles, written so that a crash leaves the old or the new.
@NullMarked
package shomei.tool.state;

import org.jspecify.annotations.NullMarked;
