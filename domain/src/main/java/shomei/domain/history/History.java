package shomei.domain.history;

import java.util.List;
import java.util.Set;
import shomei.domain.kernel.InstitutionId;

/// The operation history. Entries are written by the ports that act, in the act's own transaction;
/// this port adds what stands alone, and reads.
public interface History {
  void add(Entry entry);

  /// The newest `limit` entries of an institution, newest first.
  List<Entry> latest(InstitutionId institution, int limit);

  /// The newest `limit` entries of these acts on one subject, newest first.
  List<Entry> latest(InstitutionId institution, String subject, Set<Act> acts, int limit);

  /// All entries on one subject, oldest first.
  List<Entry> on(InstitutionId institution, String subject);
}
