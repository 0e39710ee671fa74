/// What institutions' login servers ask, over mutual TLS.
@NullMarked
package shomei.http.loginserver;

import org.jspecify.annotations.NullMarked;
