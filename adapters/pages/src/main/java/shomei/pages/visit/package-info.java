/// A request as a page sees it.
@NullMarked
package shomei.pages.visit;

import org.jspecify.annotations.NullMarked;
