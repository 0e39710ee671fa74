/// Acquisition and renewal, step by step, each written down before the next.
@NullMarked
package shomei.tool.enrollment;

import org.jspecify.annotations.NullMarked;
