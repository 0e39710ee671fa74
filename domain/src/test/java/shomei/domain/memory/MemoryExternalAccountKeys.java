package shomei.domain.memory;

import java.util.List;
import java.util.Optional;
import shomei.domain.account.Binding;
import shomei.domain.account.ExternalAccountKey;
import shomei.domain.account.ExternalAccountKeys;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.PartnerId;

final class MemoryExternalAccountKeys implements ExternalAccountKeys {
  private final Store store;

  MemoryExternalAccountKeys(Store store) {
    this.store = store;
  }

  @Override
  public void add(ExternalAccountKey key, Entry entry) {
    synchronized (store) {
      store.note(entry);
      store.keys.put(new Store.Kid(key.institution(), key.kid()), key);
    }
  }

  @Override
  public Optional<ExternalAccountKey> find(InstitutionId institution, String kid) {
    synchronized (store) {
      return Optional.ofNullable(store.keys.get(new Store.Kid(institution, kid)));
    }
  }

  @Override
  public List<ExternalAccountKey> of(PartnerId partner) {
    synchronized (store) {
      return store.keys.values().stream()
          .filter(
              key -> key.binding() instanceof Binding.ToPartner to && to.partner().equals(partner))
          .toList()
          .reversed();
    }
  }

  @Override
  public boolean revoke(InstitutionId institution, String kid, Entry entry) {
    synchronized (store) {
      Store.Kid name = new Store.Kid(institution, kid);
      ExternalAccountKey key = store.keys.get(name);
      if (key == null || !key.usableAt(entry.at())) {
        return false;
      }
      store.note(entry);
      store.keys.put(name, in(key, ExternalAccountKey.State.REVOKED));
      return true;
    }
  }

  static ExternalAccountKey in(ExternalAccountKey key, ExternalAccountKey.State state) {
    return new ExternalAccountKey(
        key.kid(),
        key.institution(),
        key.binding(),
        key.singleUse(),
        key.created(),
        key.expires(),
        state);
  }
}
