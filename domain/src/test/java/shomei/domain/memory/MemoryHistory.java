package shomei.domain.memory;

import java.util.List;
import java.util.Set;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.history.History;
import shomei.domain.kernel.InstitutionId;

final class MemoryHistory implements History {
  private final Store store;

  MemoryHistory(Store store) {
    this.store = store;
  }

  @Override
  public void add(Entry entry) {
    synchronized (store) {
      store.note(entry);
    }
  }

  @Override
  public List<Entry> latest(InstitutionId institution, int limit) {
    synchronized (store) {
      return store.history.reversed().stream()
          .filter(entry -> entry.institution().equals(institution))
          .limit(limit)
          .toList();
    }
  }

  @Override
  public List<Entry> latest(InstitutionId institution, String subject, Set<Act> acts, int limit) {
    synchronized (store) {
      return store.history.reversed().stream()
          .filter(e -> e.institution().equals(institution) && e.subject().equals(subject))
          .filter(e -> acts.contains(e.act()))
          .limit(limit)
          .toList();
    }
  }

  @Override
  public List<Entry> on(InstitutionId institution, String subject) {
    synchronized (store) {
      return store.history.stream()
          .filter(e -> e.institution().equals(institution) && e.subject().equals(subject))
          .toList();
    }
  }
}
