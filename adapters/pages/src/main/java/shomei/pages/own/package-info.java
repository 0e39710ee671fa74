/// What somebody who is logged in does for the own seat.
@NullMarked
package shomei.pages.own;

import org.jspecify.annotations.NullMarked;
