/// Statements: how a transaction becomes one round trip, how what is asked most is prepared, and
/// how values become columns.
@NullMarked
package shomei.postgres.sql;

import org.jspecify.annotations.NullMarked;
