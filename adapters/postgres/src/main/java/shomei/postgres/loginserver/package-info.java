/// The institutions' login servers and what they ask.
@NullMarked
package shomei.postgres.loginserver;

import org.jspecify.annotations.NullMarked;
