package shomei.domain.memory;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import shomei.domain.credential.PinKind;
import shomei.domain.credential.PinVerifier;
import shomei.domain.fixture.Seats;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.SubscriberId;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.Corporation;
import shomei.domain.subscriber.Subscriber;
import shomei.domain.subscriber.Subscribers;

final class MemorySubscribers implements Subscribers {
  private final Store store;

  MemorySubscribers(Store store) {
    this.store = store;
  }

  @Override
  public Optional<Subscriber> find(InstitutionId institution, SubscriberName name) {
    synchronized (store) {
      return store.subscriber(institution, name);
    }
  }

  @Override
  public Optional<Subscriber> find(SubscriberId id) {
    synchronized (store) {
      return Optional.ofNullable(store.subscribers.get(id));
    }
  }

  @Override
  public Optional<Corporation> corporation(InstitutionId institution, String contractId) {
    synchronized (store) {
      return Optional.ofNullable(
          store.corporations.get(new Store.Contract(institution, contractId)));
    }
  }

  @Override
  public List<Subscriber> of(InstitutionId institution, String contractId) {
    synchronized (store) {
      return store.subscribers.values().stream()
          .filter(s -> s.institution().equals(institution))
          .filter(s -> s.name().contractId().equals(contractId))
          .sorted(Comparator.comparing(s -> s.name().userId().orElse("")))
          .toList();
    }
  }

  @Override
  public boolean add(Corporation corporation, Subscriber administrator, Entry entry) {
    synchronized (store) {
      Store.Contract contract =
          new Store.Contract(corporation.institution(), corporation.contractId());
      if (store.corporations.containsKey(contract)) {
        return false;
      }
      store.note(entry);
      store.corporations.put(contract, corporation);
      store.subscribers.put(administrator.id(), administrator);
      return true;
    }
  }

  @Override
  public boolean add(Subscriber user, Entry entry) {
    synchronized (store) {
      if (store.subscriber(user.institution(), user.name()).isPresent()) {
        return false;
      }
      store.note(entry);
      store.subscribers.put(user.id(), user);
      return true;
    }
  }

  @Override
  public boolean suspend(SubscriberId id, boolean suspended, Entry entry) {
    synchronized (store) {
      Subscriber stored = stored(id);
      if (stored.suspended() == suspended) {
        return false;
      }
      store.note(entry);
      store.act(Seats.suspended(stored, suspended));
      return true;
    }
  }

  @Override
  public void setLoginPin(SubscriberId id, PinVerifier pin, boolean temporary, Entry entry) {
    synchronized (store) {
      Subscriber stored = stored(id);
      store.note(entry);
      store.act(Seats.loginPin(stored, pin, temporary));
    }
  }

  @Override
  public void setConfirmationPin(SubscriberId id, PinVerifier pin, Entry entry) {
    synchronized (store) {
      Subscriber stored = stored(id);
      store.note(entry);
      store.act(Seats.confirmationPin(stored, pin));
    }
  }

  @Override
  public void openRight(SubscriberId id, Instant opens, Entry entry) {
    synchronized (store) {
      Subscriber stored = stored(id);
      store.note(entry);
      store.act(Seats.right(stored, Optional.of(opens)));
    }
  }

  @Override
  public void unlock(InstitutionId institution, SubscriberName name, Entry entry) {
    synchronized (store) {
      store.note(entry);
      store.tries.remove(new Store.Seat(institution, name));
      store.subscriber(institution, name).ifPresent(store::act);
    }
  }

  @Override
  public Attempt countAttempt(
      InstitutionId institution, SubscriberName name, PinKind pin, Instant now) {
    synchronized (store) {
      Store.Tries tries = tries(institution, name).counted(pin, now);
      store.tries.put(new Store.Seat(institution, name), tries);
      Optional<Subscriber> seat = store.subscriber(institution, name);
      return switch (pin) {
        case LOGIN -> new Attempt(tries.login(), tries.confirmation(), seat);
        case CONFIRMATION -> new Attempt(tries.confirmation(), tries.login(), seat);
      };
    }
  }

  @Override
  public void forgetAttempts(InstitutionId institution, SubscriberName name, PinKind pin) {
    synchronized (store) {
      store.tries.computeIfPresent(
          new Store.Seat(institution, name), (seat, tries) -> tries.forgotten(pin));
    }
  }

  @Override
  public int attempts(InstitutionId institution, SubscriberName name) {
    synchronized (store) {
      Store.Tries tries = tries(institution, name);
      return Math.max(tries.login(), tries.confirmation());
    }
  }

  private Store.Tries tries(InstitutionId institution, SubscriberName name) {
    return store.tries.getOrDefault(
        new Store.Seat(institution, name), new Store.Tries(0, 0, Instant.MIN));
  }

  @Override
  public int forgetStrangers(Instant before) {
    synchronized (store) {
      int all = store.tries.size();
      store
          .tries
          .entrySet()
          .removeIf(
              tries ->
                  tries.getValue().last().isBefore(before)
                      && store
                          .subscriber(tries.getKey().institution(), tries.getKey().name())
                          .isEmpty());
      return all - store.tries.size();
    }
  }

  private Subscriber stored(SubscriberId id) {
    return Objects.requireNonNull(store.subscribers.get(id));
  }
}
