package shomei.domain.memory;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import shomei.domain.credential.PinKind;
import shomei.domain.credential.PinVerifier;
import shomei.domain.fixture.Seats;
import shomei.domain.history.Entry;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.SeatVersion;
import shomei.domain.kernel.SubscriberId;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.BankAccount;
import shomei.domain.subscriber.Corporation;
import shomei.domain.subscriber.FirstLogin;
import shomei.domain.subscriber.PinTry;
import shomei.domain.subscriber.Registration;
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
  public Optional<Corporation> of(InstitutionId institution, BankAccount account) {
    synchronized (store) {
      return store.corporations.values().stream()
          .filter(one -> one.institution().equals(institution))
          .filter(one -> one.account().equals(Optional.of(account)))
          .findFirst();
    }
  }

  private boolean has(InstitutionId institution, BankAccount account) {
    return of(institution, account).isPresent();
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
      if (store.corporations.containsKey(contract)
          || corporation.account().filter(one -> has(corporation.institution(), one)).isPresent()) {
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
      if (store.everNamed(user.institution(), user.name()).isPresent()) {
        return false;
      }
      store.note(entry);
      store.subscribers.put(user.id(), user);
      tries.forgetAll(user.institution(), user.name());
      return true;
    }
  }

  @Override
  public Optional<Subscriber> everNamed(InstitutionId institution, SubscriberName name) {
    synchronized (store) {
      return store.everNamed(institution, name);
    }
  }

  @Override
  public boolean changeMails(
      InstitutionId institution,
      String contractId,
      List<String> from,
      List<String> to,
      Entry entry) {
    synchronized (store) {
      Store.Contract contract = new Store.Contract(institution, contractId);
      Corporation stored = Objects.requireNonNull(store.corporations.get(contract));
      if (!stored.mails().equals(from)) {
        return false;
      }
      store.note(entry);
      store.corporations.put(
          contract, new Corporation(institution, contractId, stored.name(), to, stored.account()));
      return true;
    }
  }

  @Override
  public boolean suspend(
      SubscriberId id, Optional<SeatVersion> seen, boolean suspended, Entry entry) {
    synchronized (store) {
      return act(
          id,
          seat -> isAsSeen(seat, seen) && seat.suspended() != suspended,
          seat -> Seats.suspended(seat, suspended),
          List.of(entry));
    }
  }

  @Override
  public boolean change(
      SubscriberId id, SeatVersion seen, Registration from, Registration to, Entry entry) {
    synchronized (store) {
      return act(
          id,
          seat -> isAsSeen(seat, Optional.of(seen)) && seat.registration().equals(from),
          seat -> Seats.registered(seat, to),
          List.of(entry));
    }
  }

  @Override
  public boolean resetPins(
      SubscriberId id,
      Optional<SeatVersion> seen,
      Map<PinKind, PinVerifier> pins,
      List<Entry> entries) {
    synchronized (store) {
      return act(
          id,
          seat -> isAsSeen(seat, seen),
          seat -> {
            Subscriber reset = seat;
            for (var one : pins.entrySet()) {
              reset = Seats.pin(reset, one.getKey(), one.getValue(), true);
            }
            return reset;
          },
          entries);
    }
  }

  @Override
  public boolean changePin(
      SubscriberId id, PinKind pin, PinVerifier from, PinVerifier to, Entry entry) {
    synchronized (store) {
      return act(
          id,
          seat -> kept(seat, pin).equals(from),
          seat -> Seats.pin(seat, pin, to, false),
          List.of(entry));
    }
  }

  @Override
  public boolean activate(Subscriber from, FirstLogin to, Entry entry) {
    synchronized (store) {
      boolean renamed = !from.name().equals(to.name());
      if (renamed && (isTaken(from, to.name()) || !leaves(from))) {
        return false;
      }
      boolean done =
          act(
              from.id(),
              seat -> !seat.activated() && seat.revision() == from.revision(),
              seat ->
                  Seats.right(
                      Seats.pin(
                          Seats.pin(
                              Seats.registered(
                                  Seats.activated(Seats.named(seat, to.name()), true),
                                  to.registration()),
                              PinKind.LOGIN,
                              to.loginPin(),
                              false),
                          PinKind.CONFIRMATION,
                          to.confirmationPin(),
                          false),
                      Optional.of(to.opens())),
              List.of(entry));
      if (done && renamed) {
        tries.forgetAll(from.institution(), to.name());
        renameCorporation(from, to.name());
      }
      return done;
    }
  }

  private boolean isTaken(Subscriber from, SubscriberName name) {
    return store.everNamed(from.institution(), name).isPresent()
        || name.isAdministrator() && corporation(from.institution(), name.contractId()).isPresent();
  }

  /// Whether nobody else has the contract ID.
  private boolean leaves(Subscriber from) {
    return !from.name().isAdministrator()
        || of(from.institution(), from.name().contractId()).size() == 1;
  }

  private void renameCorporation(Subscriber from, SubscriberName name) {
    if (name.isAdministrator()) {
      Corporation before =
          Objects.requireNonNull(
              store.corporations.remove(
                  new Store.Contract(from.institution(), from.name().contractId())));
      store.corporations.put(
          new Store.Contract(from.institution(), name.contractId()),
          new Corporation(
              before.institution(),
              name.contractId(),
              before.name(),
              before.mails(),
              before.account()));
    }
  }

  /// @return false where there is no such seat, or it is not `which`
  private boolean act(
      SubscriberId id,
      Predicate<Subscriber> which,
      UnaryOperator<Subscriber> change,
      List<Entry> entries) {
    Subscriber stored = store.subscribers.get(id);
    if (stored == null || !which.test(stored)) {
      return false;
    }
    entries.forEach(store::note);
    store.act(change.apply(stored));
    return true;
  }

  private boolean isAsSeen(Subscriber seat, Optional<SeatVersion> seen) {
    return seen.map(store.version(seat)::equals).orElse(true);
  }

  private static PinVerifier kept(Subscriber seat, PinKind pin) {
    return switch (pin) {
      case LOGIN -> seat.loginPin();
      case CONFIRMATION -> seat.confirmationPin();
    };
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
  public boolean unlock(
      InstitutionId institution, SubscriberName name, Optional<SeatVersion> seen, Entry entry) {
    synchronized (store) {
      Optional<Subscriber> seat = store.subscriber(institution, name);
      if (seen.isPresent() && seat.filter(one -> isAsSeen(one, seen)).isEmpty()) {
        return false;
      }
      store.note(entry);
      tries.forgetAll(institution, name);
      seat.ifPresent(store::act);
      return true;
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
      if (kept(stored, pin).equals(from)) {
        boolean temporary =
            switch (pin) {
              case LOGIN -> stored.temporaryPin();
              case CONFIRMATION -> stored.temporaryConfirmationPin();
            };
        store.subscribers.put(id, Seats.pin(stored, pin, to, temporary));
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
