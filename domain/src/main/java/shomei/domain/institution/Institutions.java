package shomei.domain.institution;

import java.util.List;
import java.util.Optional;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;

/// The institutions of this server. What was added is durable when the call returns and seen by
/// every node; an institution is never removed, and never changes but by [#put].
public interface Institutions {
  Optional<Institution> find(InstitutionId id);

  /// All of them, by id.
  List<Institution> all();

  /// Adds the institution, or replaces the one of the same id, in one transaction with its entry.
  void put(Institution institution, Entry entry);
}
