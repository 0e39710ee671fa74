/// What screens are made of: named, accessible parts.
@NullMarked
package shomei.desktop.part;

import org.jspecify.annotations.NullMarked;
