/// The OpenID Connect provider: the bank's applications have people log in here.
@NullMarked
package shomei.pages.oidc;

import org.jspecify.annotations.NullMarked;
