/// Corporations, their seats and the tries at their PINs.
@NullMarked
package shomei.postgres.subscriber;

import org.jspecify.annotations.NullMarked;
