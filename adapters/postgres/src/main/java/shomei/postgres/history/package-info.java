/// The operation history and its seals.
@NullMarked
package shomei.postgres.history;

import org.jspecify.annotations.NullMarked;
