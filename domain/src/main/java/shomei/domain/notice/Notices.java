package shomei.domain.notice;

import java.time.Instant;
import java.util.List;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Entry;

/// The planned notices; they come in with `Orders.complete`. Looking for what is due costs by what
/// is due.
public interface Notices {
  /// Notices that are due and undecided, the oldest first, with their certificates.
  List<Due> due(Instant now, int limit);

  record Due(Notice notice, Certificate certificate) {}

  /// Decides a notice for good, in one transaction with its mails and entry: of two nodes that
  /// decide, one does.
  ///
  /// @param mails empty where nobody is to be told any more
  /// @return false, and nothing is written, where it was decided before
  boolean decide(Notice notice, List<Mail> mails, Entry entry);
}
