/// The institutions' policies, read from files that an operator edits.
@NullMarked
package shomei.server.policy;

import org.jspecify.annotations.NullMarked;
