@NullMarked
package shomei.journal;

import org.jspecify.annotations.NullMarked;
