package shomei.domain.memory;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import shomei.domain.authorization.Authorization;
import shomei.domain.authorization.Authorizations;
import shomei.domain.authorization.Challenge;
import shomei.domain.credential.PinVerifier;
import shomei.domain.fixture.Seats;
import shomei.domain.history.Entry;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.AuthorizationId;
import shomei.domain.kernel.Identifier;
import shomei.domain.subscriber.Subscriber;

final class MemoryAuthorizations implements Authorizations {
  private final Store store;
  private final MemoryPinTries tries;

  MemoryAuthorizations(Store store) {
    this.store = store;
    this.tries = new MemoryPinTries(store);
  }

  @Override
  public Optional<Authorization> find(AuthorizationId id) {
    synchronized (store) {
      return Optional.ofNullable(store.authorizations.get(id));
    }
  }

  @Override
  public boolean begin(Authorization processing) {
    return begin(processing, Optional.empty());
  }

  @Override
  public boolean beginAgain(Authorization processing, Instant since) {
    return begin(processing, Optional.of(since));
  }

  private boolean begin(Authorization processing, Optional<Instant> since) {
    synchronized (store) {
      Authorization stored = stored(processing.id());
      if (stored.status() != Authorization.Status.PENDING || !since(stored).equals(since)) {
        return false;
      }
      store.authorizations.put(processing.id(), processing);
      return true;
    }
  }

  @Override
  public boolean settle(Authorization judged, PinOutcome pin, List<Entry> entries) {
    synchronized (store) {
      if (stored(judged.id()).status() != Authorization.Status.PENDING) {
        return false;
      }
      entries.forEach(store::note);
      store.authorizations.put(judged.id(), judged);
      switch (pin) {
        case PinOutcome.Untouched() -> {}
        case PinOutcome.Right(var attempt) -> tries.forget(attempt);
        case PinOutcome.Changed(PinVerifier from, PinVerifier to, var attempt) -> {
          tries.forget(attempt);
          changePin(judged, from, to);
        }
      }
      return true;
    }
  }

  private void changePin(Authorization judged, PinVerifier from, PinVerifier to) {
    Optional<Subscriber> seat =
        judged.identifier() instanceof Identifier.Seat(var name)
            ? store
                .subscriber(judged.institution(), name)
                .filter(found -> found.loginPin().equals(from))
            : Optional.empty();
    seat.ifPresentOrElse(
        found -> store.act(Seats.loginPin(found, to, false), Optional.of(judged.id())),
        () -> store.authorizations.put(judged.id(), ofNoRevision(judged)));
  }

  @Override
  public boolean deactivate(AuthorizationId id, Entry entry) {
    synchronized (store) {
      Authorization stored = stored(id);
      if (stored.status() != Authorization.Status.PENDING
          && stored.status() != Authorization.Status.VALID) {
        return false;
      }
      store.note(entry);
      store.authorizations.put(id, ended(stored));
      return true;
    }
  }

  static Authorization ended(Authorization a) {
    return a.status() == Authorization.Status.PENDING || a.status() == Authorization.Status.VALID
        ? with(a, Authorization.Status.DEACTIVATED, a.seatRevision())
        : a;
  }

  private static Authorization ofNoRevision(Authorization a) {
    return with(a, a.status(), OptionalInt.empty());
  }

  private static Authorization with(
      Authorization a, Authorization.Status status, OptionalInt revision) {
    return new Authorization(
        a.id(),
        a.account(),
        a.institution(),
        a.identifier(),
        a.replaces(),
        status,
        a.expires(),
        a.challenges(),
        revision);
  }

  @Override
  public List<Authorization> reusable(
      AccountId account, List<Identifier> identifiers, Instant now) {
    synchronized (store) {
      return identifiers.stream()
          .distinct()
          .filter(Identifier.Dns.class::isInstance)
          .flatMap(identifier -> held(account, identifier, now).limit(1))
          .toList();
    }
  }

  @Override
  public boolean holdsAll(AccountId account, List<Identifier> identifiers, Instant now) {
    synchronized (store) {
      return identifiers.stream()
          .allMatch(identifier -> held(account, identifier, now).findAny().isPresent());
    }
  }

  private Stream<Authorization> held(AccountId account, Identifier identifier, Instant now) {
    return store.authorizations.values().stream()
        .filter(a -> a.account().equals(account) && a.identifier().equals(identifier))
        .filter(a -> a.statusAt(now) == Authorization.Status.VALID);
  }

  @Override
  public List<Authorization> processing(Instant before, int limit) {
    synchronized (store) {
      return store.authorizations.values().stream()
          .filter(a -> a.status() == Authorization.Status.PENDING)
          .filter(a -> since(a).filter(begun -> begun.isBefore(before)).isPresent())
          .sorted(Comparator.comparing(a -> since(a).orElseThrow()))
          .limit(limit)
          .toList();
    }
  }

  private static Optional<Instant> since(Authorization authorization) {
    return authorization.challenges().stream()
        .flatMap(
            challenge ->
                challenge.state() instanceof Challenge.State.Processing(Instant begun, _)
                    ? Stream.of(begun)
                    : Stream.empty())
        .min(Comparator.naturalOrder());
  }

  private Authorization stored(AuthorizationId id) {
    return Objects.requireNonNull(store.authorizations.get(id));
  }
}
