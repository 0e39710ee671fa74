package shomei.domain.memory;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.pairing.Pairing;
import shomei.domain.pairing.PairingId;
import shomei.domain.pairing.Pairings;
import shomei.domain.pairing.Tool;

final class MemoryPairings implements Pairings {
  private final Store store;

  MemoryPairings(Store store) {
    this.store = store;
  }

  record Kept(Pairing pairing, Octets code) {}

  @Override
  public void add(Pairing open, Octets code) {
    put(open, code);
  }

  private void put(Pairing pairing, Octets code) {
    synchronized (store) {
      store.pairings.put(pairing.id(), new Kept(pairing, code));
    }
  }

  @Override
  public Optional<Pairing> find(PairingId id) {
    synchronized (store) {
      return Optional.ofNullable(store.pairings.get(id)).map(Kept::pairing);
    }
  }

  @Override
  public Optional<Pairing> take(InstitutionId institution, Octets code, Tool tool, Instant now) {
    synchronized (store) {
      Optional<Kept> found =
          store.pairings.values().stream()
              .filter(kept -> kept.code().equals(code))
              .filter(kept -> kept.pairing().institution().equals(institution))
              .filter(kept -> !kept.pairing().stateAt(now).isEnd())
              .findFirst();
      if (found.isEmpty() || found.get().pairing().tool().isPresent()) {
        return found.map(Kept::pairing).filter(of(tool.account()));
      }
      Pairing taken = found.get().pairing().takenBy(tool, true, now);
      put(taken, found.get().code());
      return Optional.of(taken);
    }
  }

  @Override
  public boolean change(Pairing changed) {
    synchronized (store) {
      Kept kept = store.pairings.get(changed.id());
      if (kept == null || kept.pairing().revision() != changed.revision() - 1) {
        return false;
      }
      put(changed, kept.code());
      return true;
    }
  }

  @Override
  public List<Pairing> of(Set<AccountId> accounts, Instant now) {
    synchronized (store) {
      return accounts.stream()
          .flatMap(
              account ->
                  all()
                      .filter(of(account))
                      .filter(pairing -> !pairing.stateAt(now).isEnd())
                      .max(Comparator.comparing(pairing -> pairing.id().toString()))
                      .stream())
          .toList();
    }
  }

  @Override
  public int forget(Instant before) {
    synchronized (store) {
      int all = store.pairings.size();
      store.pairings.values().removeIf(kept -> kept.pairing().seen().isBefore(before));
      return all - store.pairings.size();
    }
  }

  private Stream<Pairing> all() {
    return store.pairings.values().stream().map(Kept::pairing);
  }

  private static Predicate<Pairing> of(AccountId account) {
    return pairing -> pairing.tool().map(Tool::account).equals(Optional.of(account));
  }
}
