package shomei.domain.memory;

import java.time.Instant;
import java.util.Optional;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Entry;
import shomei.domain.kernel.Octets;
import shomei.domain.session.Session;
import shomei.domain.session.Sessions;

final class MemorySessions implements Sessions {
  private final Store store;

  MemorySessions(Store store) {
    this.store = store;
  }

  @Override
  public Optional<Holder> holder(Octets certificate) {
    synchronized (store) {
      return certificate(certificate)
          .flatMap(
              found ->
                  found
                      .seat()
                      .flatMap(name -> store.subscriber(found.institution(), name))
                      .map(seat -> new Holder(found, seat)));
    }
  }

  @Override
  public boolean begin(Session session, Entry entry) {
    synchronized (store) {
      if (store.sessions.containsKey(session.id())) {
        return false;
      }
      store.note(entry);
      store.sessions.put(session.id(), session);
      return true;
    }
  }

  @Override
  public Optional<Looked> look(Octets id, Session.Binding binding, Instant now) {
    synchronized (store) {
      Session found = store.sessions.get(id);
      if (found == null) {
        return Optional.empty();
      }
      if (found.binding().equals(binding) && !found.isOver(now)) {
        store.sessions.put(id, used(found, now));
      }
      return store
          .subscriber(found.binding().institution(), found.seat())
          .map(
              seat ->
                  new Looked(
                      found,
                      seat,
                      found.binding().certificate().flatMap(this::certificate),
                      found.binding().certificate().isEmpty() && holds(found, now)));
    }
  }

  @Override
  public boolean end(Octets id, Entry entry) {
    synchronized (store) {
      if (!store.sessions.containsKey(id)) {
        return false;
      }
      store.note(entry);
      store.sessions.remove(id);
      return true;
    }
  }

  @Override
  public int forget(Instant now) {
    synchronized (store) {
      int all = store.sessions.size();
      store.sessions.values().removeIf(session -> session.isOver(now));
      return all - store.sessions.size();
    }
  }

  private boolean holds(Session session, Instant now) {
    return new MemoryCertificates(store)
        .current(session.binding().institution(), session.seat(), now)
        .isPresent();
  }

  private Optional<Certificate> certificate(Octets sha256) {
    return store.certificates.values().stream()
        .filter(one -> one.der().sha256().equals(sha256))
        .findFirst();
  }

  private static Session used(Session session, Instant now) {
    return new Session(
        session.id(),
        session.binding(),
        session.seat(),
        session.revision(),
        session.renewed(),
        session.begun(),
        now);
  }
}
