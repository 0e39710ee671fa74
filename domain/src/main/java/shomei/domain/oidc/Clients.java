package shomei.domain.oidc;

import java.util.List;
import java.util.Optional;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;

/// The institutions' applications. What was written is durable when the call returns and counts in
/// the next [#find] of every node.
public interface Clients {
  /// @return false, and nothing is written, where the institution has one of that id
  boolean add(Client client, Entry entry);

  /// @return false, and nothing is written, where the institution has none of that id
  boolean remove(InstitutionId institution, String id, Entry entry);

  Optional<Client> find(InstitutionId institution, String id);

  /// Those that were not removed, by id.
  List<Client> of(InstitutionId institution);
}
