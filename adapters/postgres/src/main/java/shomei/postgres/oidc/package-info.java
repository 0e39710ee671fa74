/// The bank's applications, their codes, and the keys of ID tokens.
@NullMarked
package shomei.postgres.oidc;

import org.jspecify.annotations.NullMarked;
