package shomei.domain.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Network;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.PinTry;
import shomei.domain.subscriber.PinTry.Count;

/// The counts of tries at PINs; whoever calls holds the store's monitor.
final class MemoryPinTries {
  private final Store store;

  MemoryPinTries(Store store) {
    this.store = store;
  }

  record Counting(Store.Seat seat, Count count) {}

  record AtSeat(Store.Seat seat, Network network) {}

  /// @param locking the number of the try that locked; zero while none did
  record Run(int tries, Set<Network> networks, int locking, Instant last) {}

  /// @param free from when the next try may come
  record Waiting(int tries, Instant free, Instant last) {}

  PinTry.Counted count(PinTry tried) {
    Store.Seat seat = new Store.Seat(tried.institution(), tried.seat());
    Count count = tried.count().orElseGet(() -> knows(tried) ? Count.ACCOUNTS : Count.STRANGERS);
    Set<Network> from = Set.of();
    if (tried.by() instanceof PinTry.By.Outsider(Network network, _) && count == Count.STRANGERS) {
      Optional<PinTry.Refused> wait = wait(tried, network);
      if (wait.isPresent()) {
        return wait.get();
      }
      take(tried, seat, network);
      from = Set.of(network);
    }
    Counting counting = new Counting(seat, count);
    Optional<Run> before =
        Optional.ofNullable(store.runs.get(counting)).filter(r -> lasts(r, tried, seat));
    Run run = next(before, count, tried, from);
    store.runs.put(counting, run);
    return new PinTry.Attempt(
        tried,
        count,
        run.tries,
        before.filter(r -> r.locking > 0).isPresent() || lockedByAnother(counting),
        run.locking == run.tries,
        store.subscriber(tried.institution(), tried.seat()));
  }

  private boolean knows(PinTry tried) {
    return tried.by() instanceof PinTry.By.Outsider(_, var account)
        && store.certificates.values().stream()
            .filter(
                c ->
                    account.equals(Optional.of(c.account()))
                        && c.institution().equals(tried.institution()))
            .filter(c -> c.revocation().isEmpty())
            .anyMatch(c -> c.seat().equals(Optional.of(tried.seat())));
  }

  private Optional<PinTry.Refused> wait(PinTry tried, Network network) {
    Waiting at =
        store.waiting.get(new AtSeat(new Store.Seat(tried.institution(), tried.seat()), network));
    var atSeat =
        new PinTry.Refused(
            PinTry.Limit.SEAT, at == null ? Duration.ZERO : Duration.between(tried.at(), at.free));
    var ofNetwork =
        new PinTry.Refused(
            PinTry.Limit.NETWORK,
            MemoryRateLimits.wait(
                store, tried.networkBucket(network), tried.rule().wrongPerNetwork(), tried.at()));
    var ofInstitution =
        new PinTry.Refused(
            PinTry.Limit.INSTITUTION,
            MemoryRateLimits.wait(
                store, tried.institutionBucket(), tried.rule().wrongPerInstitution(), tried.at()));
    return Arrays.asList(atSeat, ofNetwork, ofInstitution).stream()
        .filter(refused -> refused.retryAfter().isPositive())
        .max(Comparator.comparing(PinTry.Refused::retryAfter));
  }

  private void take(PinTry tried, Store.Seat seat, Network network) {
    AtSeat here = new AtSeat(seat, network);
    Waiting before = store.waiting.get(here);
    int tries = before == null || isOver(before.last, tried) ? 1 : before.tries + 1;
    store.waiting.put(
        here, new Waiting(tries, tried.at().plus(tried.rule().pauseAfter(tries)), tried.at()));
    MemoryRateLimits.move(
        store, tried.networkBucket(network), tried.rule().wrongPerNetwork(), tried.at());
    MemoryRateLimits.move(
        store, tried.institutionBucket(), tried.rule().wrongPerInstitution(), tried.at());
  }

  private static Run next(Optional<Run> before, Count count, PinTry tried, Set<Network> from) {
    Policy.Pins rule = tried.rule();
    int tries = before.map(Run::tries).orElse(0) + 1;
    Set<Network> networks = new HashSet<>(before.map(Run::networks).orElse(Set.of()));
    networks.addAll(from);
    int locking = before.map(Run::locking).orElse(0);
    boolean locks =
        tries >= rule.lockAfter()
            && (count != Count.STRANGERS || networks.size() >= rule.lockNetworks());
    return new Run(
        tries,
        Collections.unmodifiableSet(networks),
        locking == 0 && locks ? tries : locking,
        tried.at());
  }

  private boolean lasts(Run run, PinTry tried, Store.Seat seat) {
    return !isOver(run.last, tried) || isLock(run, seat);
  }

  private static boolean isOver(Instant last, PinTry tried) {
    return last.isBefore(tried.at().minus(tried.rule().triesKept()));
  }

  private boolean isLock(Run run, Store.Seat seat) {
    return run.locking > 0 && store.subscriber(seat.institution(), seat.name()).isPresent();
  }

  private boolean lockedByAnother(Counting own) {
    return Arrays.stream(Count.values())
        .filter(other -> other != own.count)
        .filter(other -> other.locksAll() || own.count == Count.ACCOUNTS)
        .map(other -> store.runs.get(new Counting(own.seat, other)))
        .anyMatch(run -> run != null && run.locking > 0);
  }

  void forget(PinTry.Attempt right) {
    back(right, null, null);
  }

  void takeBack(PinTry.Attempt unjudged) {
    Store.Seat seat = new Store.Seat(unjudged.tried().institution(), unjudged.tried().seat());
    Run run = store.runs.get(new Counting(seat, unjudged.count()));
    Run less =
        run == null
            ? null
            : new Run(run.tries - 1, run.networks, unjudged.locks() ? 0 : run.locking, run.last);
    Waiting at =
        unjudged.tried().by() instanceof PinTry.By.Outsider(Network network, _)
            ? store.waiting.get(new AtSeat(seat, network))
            : null;
    back(
        unjudged,
        less,
        at == null ? null : new Waiting(at.tries - 1, unjudged.tried().at(), at.last));
  }

  private void back(PinTry.Attempt attempt, @Nullable Run run, @Nullable Waiting waiting) {
    PinTry tried = attempt.tried();
    Store.Seat seat = new Store.Seat(tried.institution(), tried.seat());
    store.runs.computeIfPresent(new Counting(seat, attempt.count()), (at, before) -> run);
    if (attempt.count() == Count.STRANGERS
        && tried.by() instanceof PinTry.By.Outsider(Network network, _)) {
      store.waiting.computeIfPresent(new AtSeat(seat, network), (at, before) -> waiting);
      MemoryRateLimits.giveBack(
          store, tried.networkBucket(network), tried.rule().wrongPerNetwork());
      MemoryRateLimits.giveBack(
          store, tried.institutionBucket(), tried.rule().wrongPerInstitution());
    }
  }

  void forgetAll(InstitutionId institution, SubscriberName name) {
    Store.Seat seat = new Store.Seat(institution, name);
    store.runs.keySet().removeIf(counting -> counting.seat.equals(seat));
    store.waiting.keySet().removeIf(at -> at.seat.equals(seat));
  }

  PinTry.LockStatus lockStatus(InstitutionId institution, SubscriberName name) {
    Store.Seat seat = new Store.Seat(institution, name);
    int wrong = 0;
    PinTry.Lock lock = PinTry.Lock.NONE;
    for (Count count : Count.values()) {
      Run run = store.runs.get(new Counting(seat, count));
      if (run != null) {
        wrong = Math.max(wrong, run.tries);
        if (run.locking > 0 && lock != PinTry.Lock.ALL) {
          lock = count.locksAll() ? PinTry.Lock.ALL : PinTry.Lock.ACQUISITION;
        }
      }
    }
    return new PinTry.LockStatus(wrong, lock);
  }

  int forgetTries(InstitutionId institution, Instant before) {
    int all = store.runs.size() + store.waiting.size();
    store
        .runs
        .entrySet()
        .removeIf(
            one ->
                one.getKey().seat.institution().equals(institution)
                    && one.getValue().last.isBefore(before)
                    && !isLock(one.getValue(), one.getKey().seat));
    store
        .waiting
        .entrySet()
        .removeIf(
            one ->
                one.getKey().seat.institution().equals(institution)
                    && one.getValue().last.isBefore(before));
    return all - store.runs.size() - store.waiting.size();
  }
}
