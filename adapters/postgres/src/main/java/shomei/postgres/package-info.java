/// The ports over PostgreSQL: jOOQ over JDBC and a fair pool.
@NullMarked
package shomei.postgres;

import org.jspecify.annotations.NullMarked;
