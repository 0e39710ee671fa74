/// The ports over PostgreSQL: jOOQ over JDBC, a fair pool, and the embedded database.
@NullMarked
package shomei.postgres;

import org.jspecify.annotations.NullMarked;
