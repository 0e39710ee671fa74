/// What a corporation's administrator looks at.
@NullMarked
package shomei.postgres.administration;

import org.jspecify.annotations.NullMarked;
