/// Signed checkpoints of the operation history.
@NullMarked
package shomei.pki.history;

import org.jspecify.annotations.NullMarked;
