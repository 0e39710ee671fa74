package shomei.domain.memory;

import java.util.Comparator;
import java.util.List;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.oidc.SigningKey;
import shomei.domain.oidc.SigningKeys;

final class MemorySigningKeys implements SigningKeys {
  private final Store store;

  MemorySigningKeys(Store store) {
    this.store = store;
  }

  @Override
  public boolean add(SigningKey key, Entry entry) {
    synchronized (store) {
      if (store.signingKeys.stream().anyMatch(one -> one.label().equals(key.label()))) {
        return false;
      }
      store.note(entry);
      return store.signingKeys.add(key);
    }
  }

  @Override
  public boolean remove(InstitutionId institution, String label, Entry entry) {
    synchronized (store) {
      if (of(institution).stream().noneMatch(key -> key.label().equals(label))) {
        return false;
      }
      store.note(entry);
      return store.signingKeys.removeIf(key -> key.label().equals(label));
    }
  }

  @Override
  public List<SigningKey> of(InstitutionId institution) {
    synchronized (store) {
      return store.signingKeys.stream()
          .filter(key -> key.institution().equals(institution))
          .sorted(Comparator.comparing(SigningKey::added).reversed())
          .toList();
    }
  }
}
