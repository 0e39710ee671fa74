/// How pages are written: frame, templates, headers, stylesheet.
@NullMarked
package shomei.pages.view;

import org.jspecify.annotations.NullMarked;
