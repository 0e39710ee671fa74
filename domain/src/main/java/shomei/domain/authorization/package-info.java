/// Authorizations, their challenges, and the judging of answers (RFC 8555 §7.5).
@NullMarked
package shomei.domain.authorization;

import org.jspecify.annotations.NullMarked;
