/// A circle of two packages: what `CirclesTest` must find.
@NullMarked
package shomei.house.circle.bird;

import org.jspecify.annotations.NullMarked;
