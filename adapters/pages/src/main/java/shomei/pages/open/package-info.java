/// The pages that everybody sees.
@NullMarked
package shomei.pages.open;

import org.jspecify.annotations.NullMarked;
