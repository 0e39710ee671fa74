/// Business days.
@NullMarked
package shomei.domain.calendar;

import org.jspecify.annotations.NullMarked;
