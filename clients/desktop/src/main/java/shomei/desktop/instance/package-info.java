/// One window a user.
@NullMarked
package shomei.desktop.instance;

import org.jspecify.annotations.NullMarked;
