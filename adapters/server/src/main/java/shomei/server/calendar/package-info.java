/// The business calendar of Japan.
@NullMarked
package shomei.server.calendar;

import org.jspecify.annotations.NullMarked;
