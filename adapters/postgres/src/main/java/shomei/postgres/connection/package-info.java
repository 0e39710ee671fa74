/// Connections to PostgreSQL, and what happens while it is away.
@NullMarked
package shomei.postgres.connection;

import org.jspecify.annotations.NullMarked;
