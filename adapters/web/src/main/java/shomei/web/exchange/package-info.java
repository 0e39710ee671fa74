/// Requests and replies as values, so that what answers them knows no HTTP library.
@NullMarked
package shomei.web.exchange;

import org.jspecify.annotations.NullMarked;
