/// Forms: as they are drawn, filled in, and shown again with what is wrong in them.
@NullMarked
package shomei.pages.form;

import org.jspecify.annotations.NullMarked;
