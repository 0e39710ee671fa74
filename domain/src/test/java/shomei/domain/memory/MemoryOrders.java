package shomei.domain.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import shomei.domain.account.Account;
import shomei.domain.account.Quota;
import shomei.domain.authorization.Authorization;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Entry;
import shomei.domain.journal.JournalLine;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.AuthorizationId;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Identifier;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Serial;
import shomei.domain.notice.Notice;
import shomei.domain.order.Claim;
import shomei.domain.order.IssuanceState;
import shomei.domain.order.Order;
import shomei.domain.order.Orders;
import shomei.domain.order.Terms;

final class MemoryOrders implements Orders {
  private final Store store;
  private final Claims claims;

  MemoryOrders(Store store) {
    this.store = store;
    this.claims = new Claims(store);
  }

  @Override
  public Optional<Order> find(OrderId id, Instant now) {
    synchronized (store) {
      return store.order(id, now);
    }
  }

  @Override
  public Placed place(
      Terms terms,
      List<Authorization> fresh,
      int mostOpen,
      List<Quota> quotas,
      Entry entry,
      Instant now) {
    synchronized (store) {
      for (Quota quota : quotas) {
        Optional<Duration> wait = MemoryRateLimits.take(store, quota.bucket(), quota.limit(), now);
        if (wait.isPresent()) {
          return new Placed.Limited(wait.get());
        }
      }
      Optional<Order> live =
          terms.replaces().flatMap(serial -> replacing(serial, terms.account(), now));
      if (live.isPresent()) {
        return new Placed.Taken(live.get());
      }
      if (open(terms.account(), now) >= mostOpen) {
        return new Placed.TooMany();
      }
      store.note(entry);
      fresh.forEach(authorization -> store.authorizations.put(authorization.id(), authorization));
      store.orders.put(terms.id(), terms);
      store.progress.put(terms.id(), new IssuanceState.Open());
      return new Placed.Added();
    }
  }

  private Optional<Order> replacing(Serial serial, AccountId by, Instant now) {
    return store.orders.values().stream()
        .filter(terms -> terms.replaces().filter(serial::equals).isPresent())
        .map(terms -> store.order(terms, now))
        .filter(
            order ->
                switch (order) {
                  case Order.Pending open -> open.terms().account().equals(by);
                  case Order.Ready open -> open.terms().account().equals(by);
                  case Order.Processing begun -> true;
                  case Order.Valid issued -> true;
                  case Order.Invalid over -> false;
                })
        .findFirst();
  }

  private long open(AccountId account, Instant now) {
    return ofAccount(account, now)
        .filter(order -> order instanceof Order.Pending || order instanceof Order.Ready)
        .count();
  }

  private Stream<Order> ofAccount(AccountId account, Instant now) {
    return store.orders.values().stream()
        .filter(terms -> terms.account().equals(account))
        .map(terms -> store.order(terms, now));
  }

  @Override
  public Begun begin(Order.Processing order, String thumbprint, Claim claim, Entry entry) {
    synchronized (store) {
      Terms terms = order.terms();
      if (!(store.order(terms, order.since()) instanceof Order.Ready)) {
        return Begun.LOST;
      }
      if (store.accounts.values().stream()
          .anyMatch(account -> account.key().thumbprint().equals(thumbprint))) {
        return Begun.ACCOUNT_KEY;
      }
      if (store.barredKeys.contains(order.intent().spkiDigest())) {
        return Begun.BARRED_KEY;
      }
      Optional<Begun> obstacle = claims.obstacle(terms.institution(), claim, order.since());
      if (obstacle.isPresent()) {
        return obstacle.get();
      }
      if (terms.authorizations().stream().anyMatch(this::lapsed)) {
        return Begun.PROOF_LAPSED;
      }
      store.note(entry);
      claims.make(terms.institution(), claim, terms.id());
      store.progress.put(terms.id(), new IssuanceState.Begun(order.intent(), order.since()));
      return Begun.RECORDED;
    }
  }

  private boolean lapsed(AuthorizationId id) {
    Authorization proof = Objects.requireNonNull(store.authorizations.get(id));
    return proof.identifier() instanceof Identifier.Seat(var name)
        && store
            .subscriber(proof.institution(), name)
            .filter(seat -> proof.seatRevision().equals(OptionalInt.of(seat.revision())))
            .isEmpty();
  }

  @Override
  public Completed complete(
      Order.Valid order, Certificate certificate, Claim claim, List<Notice> notices, Entry entry) {
    synchronized (store) {
      Terms terms = order.terms();
      boolean processing =
          store.progress.get(terms.id()) instanceof IssuanceState.Begun begun
              && begun.intent().toBeSigned().serial().equals(order.serial());
      if (!processing) {
        return Completed.LOST;
      }
      Optional<IssuanceState.Failed> failure =
          claims.failure(terms.institution(), claim, terms.id()).or(() -> accountEnded(terms));
      if (failure.isPresent()) {
        store.progress.put(terms.id(), failure.get());
        claims.free(terms.institution(), claim, terms.id());
        return Completed.LOST;
      }
      store.note(entry);
      boolean superseding = claims.redeem(terms.institution(), claim, terms.id(), entry);
      store.progress.put(terms.id(), new IssuanceState.Issued(order.serial()));
      store.certificates.put(certificate.serial(), found(certificate));
      store.notices.addAll(notices);
      return superseding ? Completed.SUPERSEDING : Completed.RECORDED;
    }
  }

  private Optional<IssuanceState.Failed> accountEnded(Terms terms) {
    return Objects.requireNonNull(store.accounts.get(terms.account())).status()
            == Account.Status.VALID
        ? Optional.empty()
        : Optional.of(
            new IssuanceState.Failed(
                new Failure(Reason.UNAUTHORIZED, "the account was deactivated meanwhile")));
  }

  /// A certificate that was lost comes back revoked.
  private Certificate found(Certificate certificate) {
    JournalLine.@Nullable Revoked lost = store.lost.remove(certificate.serial());
    return lost == null ? certificate : store.revoked(certificate, lost.revocation());
  }

  @Override
  public void giveBack(Order.Processing order, Claim claim, Entry entry) {
    end(order.terms(), new IssuanceState.Open(), claim, entry);
  }

  @Override
  public void reject(Order.Invalid order, Entry entry) {
    synchronized (store) {
      if (store.progress.get(order.terms().id()) instanceof IssuanceState.Open) {
        store.note(entry);
        store.progress.put(order.terms().id(), new IssuanceState.Failed(order.error()));
      }
    }
  }

  @Override
  public void fail(Order.Invalid order, Claim claim, Entry entry) {
    end(order.terms(), new IssuanceState.Failed(order.error()), claim, entry);
  }

  private void end(Terms terms, IssuanceState next, Claim claim, Entry entry) {
    synchronized (store) {
      if (store.progress.get(terms.id()) instanceof IssuanceState.Begun) {
        store.note(entry);
        store.progress.put(terms.id(), next);
        claims.free(terms.institution(), claim, terms.id());
      }
    }
  }

  @Override
  public List<Order.Processing> unfinished(Instant before, int limit) {
    synchronized (store) {
      return store.orders.values().stream()
          .flatMap(
              terms ->
                  Objects.requireNonNull(store.progress.get(terms.id()))
                          instanceof IssuanceState.Begun begun
                      ? Stream.of(new Order.Processing(terms, begun.intent(), begun.since()))
                      : Stream.empty())
          .filter(order -> order.since().isBefore(before))
          .sorted(Comparator.comparing(Order.Processing::since))
          .limit(limit)
          .toList();
    }
  }

  @Override
  public Forgotten forget(Map<InstitutionId, Instant> before, Optional<OrderId> after, int limit) {
    synchronized (store) {
      List<Terms> looked =
          store.orders.values().stream()
              .filter(terms -> after.isEmpty() || text(terms).compareTo(after.get().toString()) > 0)
              .sorted(Comparator.comparing(MemoryOrders::text))
              .limit(limit)
              .toList();
      List<Terms> over =
          looked.stream()
              .filter(
                  terms ->
                      Optional.ofNullable(before.get(terms.institution()))
                          .filter(kept -> isOver(terms, kept))
                          .isPresent())
              .toList();
      over.forEach(
          terms -> {
            store.orders.remove(terms.id());
            store.progress.remove(terms.id());
          });
      over.stream()
          .flatMap(terms -> terms.authorizations().stream())
          .filter(
              id -> store.orders.values().stream().noneMatch(t -> t.authorizations().contains(id)))
          .forEach(store.authorizations::remove);
      return new Forgotten(
          over.size(),
          looked.size() < limit ? Optional.empty() : Optional.of(looked.getLast().id()));
    }
  }

  private static String text(Terms terms) {
    return terms.id().toString();
  }

  private boolean isOver(Terms terms, Instant before) {
    boolean ended =
        switch (Objects.requireNonNull(store.progress.get(terms.id()))) {
          case IssuanceState.Open _, IssuanceState.Failed _ -> true;
          case IssuanceState.Begun _ -> false;
          case IssuanceState.Issued(var serial) ->
              Objects.requireNonNull(store.certificates.get(serial)).notAfter().isBefore(before);
        };
    return ended
        && terms.expires().isBefore(before)
        && terms.authorizations().stream()
            .map(id -> Objects.requireNonNull(store.authorizations.get(id)))
            .noneMatch(one -> isLive(one) && !one.expires().isBefore(before));
  }

  private static boolean isLive(Authorization one) {
    return one.status() == Authorization.Status.PENDING
        || one.status() == Authorization.Status.VALID;
  }

  @Override
  public List<OrderId> of(AccountId account, Optional<OrderId> after, int limit, Instant now) {
    synchronized (store) {
      List<OrderId> all = store.orders.keySet().stream().toList();
      int from = after.map(id -> all.indexOf(id) + 1).orElse(0);
      return ofAccount(account, now)
          .filter(order -> !(order instanceof Order.Invalid))
          .map(order -> order.terms().id())
          .filter(id -> all.indexOf(id) >= from)
          .limit(limit)
          .toList();
    }
  }
}
