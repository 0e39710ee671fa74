/// Login sessions, and the forms that were sent.
@NullMarked
package shomei.postgres.session;

import org.jspecify.annotations.NullMarked;
