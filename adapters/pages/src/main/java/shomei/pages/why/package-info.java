/// Why somebody cannot log in, and who can help.
@NullMarked
package shomei.pages.why;

import org.jspecify.annotations.NullMarked;
