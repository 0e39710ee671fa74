/// The institutions' policies, read from files that an operator edits.
@NullMarked
package shomei.settings.policy;

import org.jspecify.annotations.NullMarked;
