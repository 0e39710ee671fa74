/// What institutions' login servers ask, over mutual TLS.
@NullMarked
package shomei.web.loginserver;

import org.jspecify.annotations.NullMarked;
