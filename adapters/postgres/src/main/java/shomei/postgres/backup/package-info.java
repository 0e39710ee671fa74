/// Backups by PostgreSQL's own programs, and what is in a database.
@NullMarked
package shomei.postgres.backup;

import org.jspecify.annotations.NullMarked;
