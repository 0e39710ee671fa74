/// The door of every signed request.
@NullMarked
package shomei.postgres.access;

import org.jspecify.annotations.NullMarked;
