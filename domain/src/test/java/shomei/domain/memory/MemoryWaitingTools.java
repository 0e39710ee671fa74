package shomei.domain.memory;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import shomei.domain.certificate.Certificate;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.pairing.Tool;
import shomei.domain.pairing.WaitingTools;

final class MemoryWaitingTools implements WaitingTools {
  private final Store store;

  MemoryWaitingTools(Store store) {
    this.store = store;
  }

  record Waiting(Tool tool, InstitutionId institution, Instant seen) {}

  @Override
  public void wait(Tool tool, InstitutionId institution, Instant now) {
    synchronized (store) {
      store.waitingTools.put(tool.account(), new Waiting(tool, institution, now));
    }
  }

  @Override
  public List<Tool> of(InstitutionId institution, SubscriberName seat, Instant now) {
    synchronized (store) {
      List<AccountId> accounts =
          store.certificates(institution, seat).stream()
              .filter(one -> one.stateAt(now) == Certificate.State.ISSUED)
              .map(Certificate::account)
              .toList();
      return store.waitingTools.values().stream()
          .filter(one -> one.institution().equals(institution))
          .filter(one -> accounts.contains(one.tool().account()))
          .filter(one -> one.seen().plus(FRESH).isAfter(now))
          .sorted(
              Comparator.comparing(Waiting::seen)
                  .reversed()
                  .thenComparing(one -> one.tool().account().toString()))
          .map(Waiting::tool)
          .toList();
    }
  }

  @Override
  public void leave(AccountId account, Instant since) {
    synchronized (store) {
      Waiting there = store.waitingTools.get(account);
      if (there != null && !there.seen().isAfter(since)) {
        store.waitingTools.remove(account);
      }
    }
  }

  @Override
  public int forget(Instant before) {
    synchronized (store) {
      int all = store.waitingTools.size();
      store.waitingTools.values().removeIf(one -> one.seen().isBefore(before));
      return all - store.waitingTools.size();
    }
  }
}
