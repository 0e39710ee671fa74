/// How a run ends: exit codes and failures that a person is told.
@NullMarked
package shomei.tool.outcome;

import org.jspecify.annotations.NullMarked;
