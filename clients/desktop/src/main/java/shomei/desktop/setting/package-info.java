/// What the person set, and where certificates can go.
@NullMarked
package shomei.desktop.setting;

import org.jspecify.annotations.NullMarked;
