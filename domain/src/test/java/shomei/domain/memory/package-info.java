/// The ports in memory, held honest by the same contract tests as the database's.
@NullMarked
package shomei.domain.memory;

import org.jspecify.annotations.NullMarked;
