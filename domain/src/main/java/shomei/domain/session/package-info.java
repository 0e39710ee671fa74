/// Logging in with certificate and PIN, and the login sessions that come of it.
@NullMarked
package shomei.domain.session;

import org.jspecify.annotations.NullMarked;
