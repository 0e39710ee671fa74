/// Files: written so that a crash leaves the old or the new, and read whatever editor wrote them.
@NullMarked
package shomei.enrollment.file;

import org.jspecify.annotations.NullMarked;
