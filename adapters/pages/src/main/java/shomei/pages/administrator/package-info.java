/// What a corporation's administrator sees and does: A1 to A12.
@NullMarked
package shomei.pages.administrator;

import org.jspecify.annotations.NullMarked;
