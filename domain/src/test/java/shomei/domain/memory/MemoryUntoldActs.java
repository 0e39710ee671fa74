package shomei.domain.memory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.notice.Mail;
import shomei.domain.notice.UntoldActs;

final class MemoryUntoldActs implements UntoldActs {
  private final Store store;

  MemoryUntoldActs(Store store) {
    this.store = store;
  }

  @Override
  public List<Untold> after(long entry, int limit) {
    synchronized (store) {
      return store.untold.stream()
          .filter(act -> act.id() > entry)
          .filter(act -> store.isOfSeat(act.entry()))
          .limit(limit)
          .toList();
    }
  }

  @Override
  public int mailed(
      InstitutionId institution, String to, Mail.Text text, SubscriberName seat, Instant since) {
    synchronized (store) {
      return (int)
          store.posted.stream()
              .filter(posted -> posted.due().isAfter(since))
              .map(Store.Posted::mail)
              .filter(mail -> mail.institution().id().equals(institution))
              .filter(mail -> mail.to().equals(to) && mail.text() == text)
              .filter(mail -> seat.toString().equals(mail.values().get("seat")))
              .count();
    }
  }

  @Override
  public boolean decide(Untold act, List<Mail> mails, Optional<Entry> entry, Instant now) {
    synchronized (store) {
      if (!store.untold.contains(act)) {
        return false;
      }
      entry.ifPresent(store::note);
      store.untold.remove(act);
      mails.forEach(mail -> store.post(mail, now));
      return true;
    }
  }
}
