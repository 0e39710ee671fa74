/// The operation history: who did what, written with the act itself or not at all.
@NullMarked
package shomei.domain.history;

import org.jspecify.annotations.NullMarked;
