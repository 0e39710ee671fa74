/// What the harness can do to a server, act by act.
@NullMarked
package shomei.load.work;

import org.jspecify.annotations.NullMarked;
