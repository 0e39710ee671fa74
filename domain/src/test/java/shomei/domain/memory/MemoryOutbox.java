package shomei.domain.memory;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import shomei.domain.kernel.TimeOrderedId;
import shomei.domain.notice.Outbox;

final class MemoryOutbox implements Outbox {
  private final Store store;

  MemoryOutbox(Store store) {
    this.store = store;
  }

  @Override
  public List<Waiting> take(Instant now, Instant until, int limit) {
    synchronized (store) {
      List<Store.Posted> taken =
          store.outbox.values().stream()
              .filter(posted -> !posted.due().isAfter(now))
              .sorted(Comparator.comparing(Store.Posted::due))
              .limit(limit)
              .toList();
      taken.forEach(
          p -> store.outbox.put(p.mail().id(), new Store.Posted(p.mail(), until, p.tries())));
      return taken.stream().map(p -> new Waiting(p.mail(), p.tries())).toList();
    }
  }

  @Override
  public void sent(UUID mail, Instant at) {
    synchronized (store) {
      store.outbox.remove(mail);
    }
  }

  @Override
  public void failed(UUID mail, String error, Instant next) {
    synchronized (store) {
      store.outbox.computeIfPresent(
          mail, (id, p) -> new Store.Posted(p.mail(), next, p.tries() + 1));
    }
  }

  @Override
  public void refused(UUID mail, String error, Instant at) {
    synchronized (store) {
      store.outbox.remove(mail);
    }
  }

  @Override
  public int forget(Instant before, int limit) {
    synchronized (store) {
      List<Store.Posted> old =
          store.posted.stream()
              .filter(posted -> TimeOrderedId.at(posted.mail().id()).isBefore(before))
              .filter(posted -> !store.outbox.containsKey(posted.mail().id()))
              .limit(limit)
              .toList();
      store.posted.removeAll(old);
      return old.size();
    }
  }

  @Override
  public int size() {
    synchronized (store) {
      return store.outbox.size();
    }
  }
}
