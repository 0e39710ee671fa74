/// How pages are written: layout, templates, headers, stylesheet.
@NullMarked
package shomei.pages.view;

import org.jspecify.annotations.NullMarked;
