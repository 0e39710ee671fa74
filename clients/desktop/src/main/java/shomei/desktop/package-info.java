/// The window: a second face of the engine. [shomei.desktop.Start] chooses between it and the
/// command line, [shomei.desktop.Desk] is its desk, with one screen at a time on it.
@NullMarked
package shomei.desktop;

import org.jspecify.annotations.NullMarked;
