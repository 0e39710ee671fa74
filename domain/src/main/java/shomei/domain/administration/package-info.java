/// What a corporation's administrator does to its users and its own data.
@NullMarked
package shomei.domain.administration;

import org.jspecify.annotations.NullMarked;
