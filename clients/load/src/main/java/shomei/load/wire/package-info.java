/// How the harness talks to a server: connections of its own, signed requests, and every answer and
/// every trouble as it came.
@NullMarked
package shomei.load.wire;

import org.jspecify.annotations.NullMarked;
