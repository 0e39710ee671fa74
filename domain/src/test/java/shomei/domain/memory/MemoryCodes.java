package shomei.domain.memory;

import java.time.Instant;
import java.util.Optional;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.oidc.Code;
import shomei.domain.oidc.Codes;
import shomei.domain.session.Session;

final class MemoryCodes implements Codes {
  private final Store store;

  MemoryCodes(Store store) {
    this.store = store;
  }

  record Kept(Code code, boolean taken, Optional<Octets> accessToken) {}

  @Override
  public void add(Code code) {
    synchronized (store) {
      store.codes.put(code.id(), new Kept(code, false, Optional.empty()));
    }
  }

  @Override
  public Optional<Taken> take(InstitutionId institution, String client, Octets id) {
    synchronized (store) {
      Kept kept = store.codes.get(id);
      if (kept == null
          || !kept.code().institution().equals(institution)
          || !kept.code().client().equals(client)) {
        return Optional.empty();
      }
      store.codes.put(id, new Kept(kept.code(), true, kept.accessToken()));
      return Optional.of(new Taken(kept.code(), !kept.taken()));
    }
  }

  @Override
  public boolean grant(Octets id, Octets accessToken, Entry entry) {
    synchronized (store) {
      Kept kept = store.codes.get(id);
      if (kept == null) {
        return false;
      }
      store.note(entry);
      store.codes.put(id, new Kept(kept.code(), kept.taken(), Optional.of(accessToken)));
      return true;
    }
  }

  @Override
  public boolean withdraw(Octets id, Entry entry) {
    synchronized (store) {
      if (!store.codes.containsKey(id)) {
        return false;
      }
      store.note(entry);
      store.codes.remove(id);
      return true;
    }
  }

  @Override
  public Optional<Code> granted(InstitutionId institution, Octets accessToken) {
    synchronized (store) {
      return store.codes.values().stream()
          .filter(kept -> kept.accessToken().equals(Optional.of(accessToken)))
          .map(Kept::code)
          .filter(code -> code.institution().equals(institution))
          .findFirst();
    }
  }

  @Override
  public int forget(Instant now) {
    synchronized (store) {
      int all = store.codes.size();
      store
          .codes
          .values()
          .removeIf(
              kept ->
                  !kept.taken() && kept.code().isOver(now)
                      || kept.code().issued().plus(Session.LONGEST).isBefore(now));
      return all - store.codes.size();
    }
  }
}
