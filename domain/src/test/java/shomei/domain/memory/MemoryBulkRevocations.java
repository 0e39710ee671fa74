package shomei.domain.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.Serial;
import shomei.domain.order.IssuanceState;
import shomei.domain.revocation.BulkRevocation;
import shomei.domain.revocation.BulkRevocations;

final class MemoryBulkRevocations implements BulkRevocations {
  private final Store store;

  MemoryBulkRevocations(Store store) {
    this.store = store;
  }

  @Override
  public long count(InstitutionId institution, Optional<IssuerId> issuer, Instant now) {
    synchronized (store) {
      return (long) good(institution, issuer, now).size() + inFlight(institution, issuer).size();
    }
  }

  private Set<Serial> good(InstitutionId institution, Optional<IssuerId> issuer, Instant now) {
    return store.certificates.values().stream()
        .filter(c -> c.institution().equals(institution))
        .filter(c -> issuer.isEmpty() || issuer.get().equals(c.issuer()))
        .filter(c -> c.stateAt(now) == Certificate.State.ISSUED)
        .map(Certificate::serial)
        .collect(Collectors.toSet());
  }

  private Set<OrderId> inFlight(InstitutionId institution, Optional<IssuerId> issuer) {
    return store.orders.values().stream()
        .filter(terms -> terms.institution().equals(institution))
        .filter(
            terms ->
                store.progress.get(terms.id()) instanceof IssuanceState.Begun(var intent, var since)
                    && (issuer.isEmpty() || issuer.get().equals(intent.toBeSigned().issuer())))
        .map(terms -> terms.id())
        .collect(Collectors.toSet());
  }

  @Override
  public BulkRevocation begin(BulkRevocation wanted, Entry entry) {
    synchronized (store) {
      Optional<BulkRevocation> joined =
          open()
              .filter(b -> b.institution().equals(wanted.institution()))
              .filter(b -> b.issuer().equals(wanted.issuer()))
              .findFirst();
      if (joined.isPresent()) {
        return joined.get();
      }
      store.note(entry);
      Set<Serial> good = good(wanted.institution(), wanted.issuer(), wanted.begun());
      Set<OrderId> inFlight = inFlight(wanted.institution(), wanted.issuer());
      BulkRevocation begun = of(wanted, good.size() + inFlight.size(), 0, Optional.empty());
      store.bulkRevocations.put(begun.id(), new Store.Bulk(begun, good, inFlight));
      return begun;
    }
  }

  @Override
  public Optional<BulkRevocation> find(BulkRevocation.Id id) {
    synchronized (store) {
      return Optional.ofNullable(store.bulkRevocations.get(id)).map(Store.Bulk::state);
    }
  }

  @Override
  public List<BulkRevocation> underWay() {
    synchronized (store) {
      return open().toList();
    }
  }

  private Stream<BulkRevocation> open() {
    return store.bulkRevocations.values().stream()
        .map(Store.Bulk::state)
        .filter(b -> b.ended().isEmpty());
  }

  @Override
  public List<BulkRevocation> of(InstitutionId institution) {
    synchronized (store) {
      return store.bulkRevocations.values().stream()
          .map(Store.Bulk::state)
          .filter(b -> b.institution().equals(institution))
          .toList()
          .reversed();
    }
  }

  @Override
  public List<Serial> revokeNext(BulkRevocation bulk, int limit, Instant now) {
    synchronized (store) {
      Store.Bulk stored = stored(bulk.id());
      if (stored.state().ended().isPresent()) {
        return List.of();
      }
      List<Certificate> batch = left(stored, now).limit(limit).toList();
      var revocation = new Certificate.Revocation(now, stored.state().reason());
      Entry cause =
          new Entry(
              now,
              stored.state().institution(),
              Actor.of("operator:" + stored.state().operator(), Map.of()),
              Act.CERTIFICATE_REVOKED,
              "",
              Map.of());
      List<Serial> revoked = new ArrayList<>();
      for (Certificate one : batch) {
        store.note(revocation.entry(one.serial(), cause));
        store.certificates.put(one.serial(), store.revoked(one, revocation));
        if (revocation.reason().equals(Optional.of(RevocationReason.KEY_COMPROMISE))) {
          store.barredKeys.add(one.spkiDigest());
        }
        revoked.add(one.serial());
      }
      BulkRevocation state = stored.state();
      put(stored, of(state, state.total(), state.done() + revoked.size(), Optional.empty()));
      return revoked;
    }
  }

  private Stream<Certificate> left(Store.Bulk bulk, Instant now) {
    return List.copyOf(store.certificates.values()).stream()
        .filter(c -> c.stateAt(now) == Certificate.State.ISSUED)
        .filter(
            c -> bulk.certificates().contains(c.serial()) || bulk.inFlight().contains(c.order()));
  }

  @Override
  public boolean end(BulkRevocation.Id id, Instant now, Entry entry) {
    synchronized (store) {
      Store.Bulk stored = stored(id);
      boolean waits =
          stored.inFlight().stream()
              .anyMatch(order -> store.progress.get(order) instanceof IssuanceState.Begun);
      if (waits || stored.state().ended().isPresent() || left(stored, now).findAny().isPresent()) {
        return false;
      }
      store.note(entry);
      BulkRevocation state = stored.state();
      put(stored, of(state, state.total(), state.done(), Optional.of(now)));
      return true;
    }
  }

  private void put(Store.Bulk before, BulkRevocation state) {
    store.bulkRevocations.put(
        state.id(), new Store.Bulk(state, before.certificates(), before.inFlight()));
  }

  private static BulkRevocation of(
      BulkRevocation b, long total, long done, Optional<Instant> ended) {
    return new BulkRevocation(
        b.id(),
        b.institution(),
        b.issuer(),
        b.reason(),
        b.operator(),
        b.begun(),
        total,
        done,
        ended);
  }

  private Store.Bulk stored(BulkRevocation.Id id) {
    return Objects.requireNonNull(store.bulkRevocations.get(id));
  }
}
