/// O9: the first login ID, in three steps.
@NullMarked
package shomei.pages.activation;

import org.jspecify.annotations.NullMarked;
