/// What is kept between runs: a profile for each subscriber at each server.
@NullMarked
package shomei.enrollment.state;

import org.jspecify.annotations.NullMarked;
