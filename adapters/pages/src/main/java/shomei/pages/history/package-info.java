/// The operation history as its subjects read it: own, and of all users.
@NullMarked
package shomei.pages.history;

import org.jspecify.annotations.NullMarked;
