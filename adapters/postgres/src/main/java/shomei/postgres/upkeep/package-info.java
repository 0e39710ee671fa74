/// What operators and their machines look at: figures, and what was done for the database.
@NullMarked
package shomei.postgres.upkeep;

import org.jspecify.annotations.NullMarked;
