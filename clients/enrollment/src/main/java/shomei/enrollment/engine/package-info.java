/// The engine: [Enrollment] acquires and renews, [RenewalAdviser] tells what is held.
@NullMarked
package shomei.enrollment.engine;

import org.jspecify.annotations.NullMarked;
