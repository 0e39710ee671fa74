package shomei.domain.memory;

import java.time.Instant;
import java.util.Optional;
import shomei.domain.kernel.Octets;
import shomei.domain.session.Submissions;

final class MemorySubmissions implements Submissions {
  private final Store store;

  MemorySubmissions(Store store) {
    this.store = store;
  }

  @Override
  public Claimed claim(Octets id, Instant now, Instant stale) {
    synchronized (store) {
      Store.Submitted there = store.submissions.get(id);
      if (there != null && there.result().isPresent()) {
        return new Claimed.Settled(there.result().get());
      }
      if (there != null && !there.claimed().isBefore(stale)) {
        return new Claimed.Pending();
      }
      store.submissions.put(id, new Store.Submitted(now, Optional.empty()));
      return new Claimed.First();
    }
  }

  @Override
  public void settle(Octets id, String result) {
    synchronized (store) {
      store.submissions.computeIfPresent(
          id, (same, there) -> new Store.Submitted(there.claimed(), Optional.of(result)));
    }
  }

  @Override
  public void release(Octets id) {
    synchronized (store) {
      store.submissions.remove(id);
    }
  }

  @Override
  public int forget(Instant before) {
    synchronized (store) {
      int all = store.submissions.size();
      store.submissions.values().removeIf(one -> one.claimed().isBefore(before));
      return all - store.submissions.size();
    }
  }
}
