package shomei.domain.memory;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import shomei.domain.credential.PinKind;
import shomei.domain.credential.PinVerifier;
import shomei.domain.fixture.Seats;
import shomei.domain.history.Entry;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.SubscriberId;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.Corporation;
import shomei.domain.subscriber.PinTry;
import shomei.domain.subscriber.Subscriber;
import shomei.domain.subscriber.Subscribers;

final class MemorySubscribers implements Subscribers {
  private final Store store;
  private final MemoryPinTries tries;

  MemorySubscribers(Store store) {
    this.store = store;
    this.tries = new MemoryPinTries(store);
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
      tries.forgetAll(administrator.institution(), administrator.name());
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
      tries.forgetAll(user.institution(), user.name());
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
  public boolean changeLoginPin(SubscriberId id, PinVerifier from, PinVerifier to, Entry entry) {
    synchronized (store) {
      Subscriber stored = stored(id);
      if (!stored.loginPin().equals(from)) {
        return false;
      }
      store.note(entry);
      store.act(Seats.loginPin(stored, to, false));
      return true;
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
  public void openRight(SubscriberId id, Instant opens, Optional<Octets> letterCode, Entry entry) {
    synchronized (store) {
      Subscriber stored = stored(id);
      store.note(entry);
      store.act(Seats.right(stored, Optional.of(opens), letterCode));
    }
  }

  @Override
  public void unlock(InstitutionId institution, SubscriberName name, Entry entry) {
    synchronized (store) {
      store.note(entry);
      tries.forgetAll(institution, name);
      store.subscriber(institution, name).ifPresent(store::act);
    }
  }

  @Override
  public PinTry.Counted count(PinTry tried) {
    synchronized (store) {
      return tries.count(tried);
    }
  }

  @Override
  public void forget(PinTry.Attempt right) {
    synchronized (store) {
      tries.forget(right);
    }
  }

  @Override
  public void takeBack(PinTry.Attempt unjudged) {
    synchronized (store) {
      tries.takeBack(unjudged);
    }
  }

  @Override
  public Set<Policy.Stretch> stretches(InstitutionId institution) {
    synchronized (store) {
      return store.subscribers.values().stream()
          .filter(seat -> seat.institution().equals(institution))
          .flatMap(seat -> Stream.of(seat.loginPin(), seat.confirmationPin()))
          .flatMap(pin -> pin.stretch().stream())
          .collect(Collectors.toSet());
    }
  }

  @Override
  public void keepAnew(SubscriberId id, PinKind pin, PinVerifier from, PinVerifier to) {
    synchronized (store) {
      Subscriber stored = stored(id);
      switch (pin) {
        case LOGIN -> {
          if (stored.loginPin().equals(from)) {
            store.subscribers.put(id, Seats.loginPin(stored, to, stored.temporaryPin()));
          }
        }
        case CONFIRMATION -> {
          if (stored.confirmationPin().equals(from)) {
            store.subscribers.put(id, Seats.confirmationPin(stored, to));
          }
        }
      }
    }
  }

  @Override
  public PinTry.LockStatus lockStatus(InstitutionId institution, SubscriberName name) {
    synchronized (store) {
      return tries.lockStatus(institution, name);
    }
  }

  @Override
  public int forgetTries(InstitutionId institution, Instant before) {
    synchronized (store) {
      return tries.forgetTries(institution, before);
    }
  }

  private Subscriber stored(SubscriberId id) {
    return Objects.requireNonNull(store.subscribers.get(id));
  }
}
