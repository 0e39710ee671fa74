package shomei.domain.notice;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Entry;

/// The planned notices; they come in with `Orders.complete`. Looking for what is due costs by what
/// is due.
public interface Notices {
  /// Notices that are due and undecided, the oldest first, with their certificates.
  List<Due> due(Instant now, int limit);

  record Due(Notice notice, Certificate certificate) {}

  /// Decides a notice for good, in one transaction with its mail and entry: of two nodes that
  /// decide, one does.
  ///
  /// @param mail empty where nobody is to be told any more
  /// @return false, and nothing is written, where it was decided before
  boolean decide(Notice notice, Optional<Mail> mail, Entry entry);
}
