package shomei.domain.memory;

import java.util.List;
import java.util.Optional;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.PartnerId;
import shomei.domain.partner.Partner;
import shomei.domain.partner.Partners;

final class MemoryPartners implements Partners {
  private final Store store;

  MemoryPartners(Store store) {
    this.store = store;
  }

  @Override
  public Optional<Partner> find(PartnerId id) {
    synchronized (store) {
      return Optional.ofNullable(store.partners.get(id));
    }
  }

  @Override
  public Optional<Partner> find(InstitutionId institution, String name) {
    return of(institution).stream().filter(partner -> partner.name().equals(name)).findFirst();
  }

  @Override
  public List<Partner> of(InstitutionId institution) {
    synchronized (store) {
      return store.partners.values().stream()
          .filter(partner -> partner.institution().equals(institution))
          .toList();
    }
  }

  @Override
  public void put(Partner partner, Entry entry) {
    synchronized (store) {
      store.note(entry);
      store.partners.put(partner.id(), partner);
    }
  }

  @Override
  public boolean remove(PartnerId id, Entry entry) {
    synchronized (store) {
      if (store.partners.remove(id) == null) {
        return false;
      }
      store.note(entry);
      return true;
    }
  }
}
