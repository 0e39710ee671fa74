/// The way by file: a page that makes key and certificate file in the browser.
@NullMarked
package shomei.pages.file;

import org.jspecify.annotations.NullMarked;
