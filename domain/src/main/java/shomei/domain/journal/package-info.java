/// The second place for what a restore of the database must never undo: revocations and the numbers
/// of CRLs.
@NullMarked
package shomei.domain.journal;

import org.jspecify.annotations.NullMarked;
