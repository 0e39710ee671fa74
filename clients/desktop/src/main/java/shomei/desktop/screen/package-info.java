/// The screens, each of one thing. They know no engine: whatever they want done, they ask for.
@NullMarked
package shomei.desktop.screen;

import org.jspecify.annotations.NullMarked;
