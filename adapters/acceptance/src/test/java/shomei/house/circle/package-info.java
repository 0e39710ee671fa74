/// A circle of two packages: what `CirclesTest` must find.
@NullMarked
package shomei.house.circle;

import org.jspecify.annotations.NullMarked;
