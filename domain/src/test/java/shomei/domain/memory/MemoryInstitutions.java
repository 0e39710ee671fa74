package shomei.domain.memory;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import shomei.domain.history.Entry;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Institutions;
import shomei.domain.kernel.InstitutionId;

final class MemoryInstitutions implements Institutions {
  private final Store store;

  MemoryInstitutions(Store store) {
    this.store = store;
  }

  @Override
  public Optional<Institution> find(InstitutionId id) {
    synchronized (store) {
      return Optional.ofNullable(store.institutions.get(id));
    }
  }

  @Override
  public List<Institution> all() {
    synchronized (store) {
      return store.institutions.values().stream()
          .sorted(Comparator.comparing(institution -> institution.id().value()))
          .toList();
    }
  }

  @Override
  public void put(Institution institution, Entry entry) {
    synchronized (store) {
      store.note(entry);
      store.institutions.put(institution.id(), institution);
    }
  }
}
