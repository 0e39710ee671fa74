package shomei.domain.partner;

import java.util.List;
import java.util.Optional;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.PartnerId;

/// The partners of all institutions.
public interface Partners {
  /// The partner as it was up to a second ago, unless this node has changed it since.
  Optional<Partner> find(PartnerId id);

  Optional<Partner> find(InstitutionId institution, String name);

  List<Partner> of(InstitutionId institution);

  /// Adds the partner, or replaces the names of the one with that id.
  void put(Partner partner, Entry entry);

  /// @return false where there was no such partner to remove
  boolean remove(PartnerId id, Entry entry);
}
