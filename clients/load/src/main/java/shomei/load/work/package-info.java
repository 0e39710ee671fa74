/// What the harness can do to a server, operation by operation.
@NullMarked
package shomei.load.work;

import org.jspecify.annotations.NullMarked;
