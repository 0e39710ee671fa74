/// What a run gave: as text, as JSON, as a page, and compared with another.
@NullMarked
package shomei.load.report;

import org.jspecify.annotations.NullMarked;
