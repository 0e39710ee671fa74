/// The bounded listener in front of a router: reads requests within bounds, admits them, writes
/// responses.
@NullMarked
package shomei.web.listener;

import org.jspecify.annotations.NullMarked;
