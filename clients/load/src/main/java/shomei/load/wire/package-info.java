/// How the harness talks to a server: a transport of its own under the SDK's flow, over connections
/// that it measures, counts and cuts.
@NullMarked
package shomei.load.wire;

import org.jspecify.annotations.NullMarked;
