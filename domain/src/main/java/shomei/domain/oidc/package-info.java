/// The bank's applications, and what they are told of who is logged in (OpenID Connect Core 1.0).
@NullMarked
package shomei.domain.oidc;

import org.jspecify.annotations.NullMarked;
