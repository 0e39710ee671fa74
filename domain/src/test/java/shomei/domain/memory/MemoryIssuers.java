package shomei.domain.memory;

import java.util.List;
import shomei.domain.ca.Issuer;
import shomei.domain.ca.Issuers;
import shomei.domain.history.Entry;

final class MemoryIssuers implements Issuers {
  private final Store store;

  MemoryIssuers(Store store) {
    this.store = store;
  }

  @Override
  public List<Issuer> all() {
    synchronized (store) {
      return List.copyOf(store.issuers.values());
    }
  }

  @Override
  public boolean add(Issuer issuer, Entry entry) {
    synchronized (store) {
      if (store.issuers.containsKey(issuer.id())) {
        return false;
      }
      store.note(entry);
      store.issuers.put(issuer.id(), issuer);
      return true;
    }
  }
}
