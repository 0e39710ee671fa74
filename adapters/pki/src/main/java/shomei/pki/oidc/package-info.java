/// The keys that sign ID tokens, on the token.
@NullMarked
package shomei.pki.oidc;

import org.jspecify.annotations.NullMarked;
