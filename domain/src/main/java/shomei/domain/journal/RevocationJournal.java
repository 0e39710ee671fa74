package shomei.domain.journal;

import java.util.List;
import java.util.function.Consumer;

/// The journal of this node: a place that grows at its end only, and does not share the database's
/// fate.
public interface RevocationJournal {
  /// Adds the lines; they are durable when the call returns. What other processes add at the same
  /// time stands beside them.
  ///
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE where they are not known to be durable; then
  ///   some may be there all the same
  void add(List<JournalLine> lines);

  /// Gives all lines to `each`, in the order in which each process added its own, one after the
  /// other and never all at once in memory. Some may come twice.
  ///
  /// @throws IllegalStateException in words for an operator, where lines that were added are
  ///   missing or were changed, or where the journal is another deployment's
  void read(Consumer<JournalLine> each);
}
