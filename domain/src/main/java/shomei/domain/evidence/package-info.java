/// Seals and checkpoints over the history, by which anybody can tell later that nothing of it was
/// changed.
@NullMarked
package shomei.domain.evidence;

import org.jspecify.annotations.NullMarked;
