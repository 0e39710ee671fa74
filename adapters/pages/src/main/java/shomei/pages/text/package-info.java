/// What a reader chose: language and size; the texts in both languages.
@NullMarked
package shomei.pages.text;

import org.jspecify.annotations.NullMarked;
