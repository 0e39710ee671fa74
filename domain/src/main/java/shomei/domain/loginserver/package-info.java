/// The institutions' own login servers and what they are told about certificates.
@NullMarked
package shomei.domain.loginserver;

import org.jspecify.annotations.NullMarked;
