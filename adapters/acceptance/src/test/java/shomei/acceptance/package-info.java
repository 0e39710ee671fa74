/// What needs server and clients at once: they run as processes and are ended as processes end.
@NullMarked
package shomei.acceptance;

import org.jspecify.annotations.NullMarked;
