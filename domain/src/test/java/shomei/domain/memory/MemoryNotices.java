package shomei.domain.memory;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import shomei.domain.history.Entry;
import shomei.domain.notice.Mail;
import shomei.domain.notice.Notice;
import shomei.domain.notice.Notices;

final class MemoryNotices implements Notices {
  private final Store store;

  MemoryNotices(Store store) {
    this.store = store;
  }

  @Override
  public List<Due> due(Instant now, int limit) {
    synchronized (store) {
      return store.notices.stream()
          .filter(notice -> !notice.due().isAfter(now))
          .sorted(Comparator.comparing(Notice::due))
          .limit(limit)
          .map(n -> new Due(n, Objects.requireNonNull(store.certificates.get(n.serial()))))
          .toList();
    }
  }

  @Override
  public boolean decide(Notice notice, List<Mail> mails, Entry entry) {
    synchronized (store) {
      if (!store.notices.contains(notice)) {
        return false;
      }
      store.note(entry);
      store.notices.remove(notice);
      mails.forEach(mail -> store.post(mail, entry.at()));
      return true;
    }
  }
}
