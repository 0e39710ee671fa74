package shomei.domain.memory;

import java.time.Instant;
import java.util.Optional;
import shomei.domain.access.Access;
import shomei.domain.access.Nonce;
import shomei.domain.account.Account;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.InstitutionId;

final class MemoryAccess implements Access {
  private final Store store;

  MemoryAccess(Store store) {
    this.store = store;
  }

  @Override
  public <R> Opened<R> open(Nonce nonce, AccountId account, Target<R> target, Instant now) {
    synchronized (store) {
      return new Opened<>(
          spend(nonce), Optional.ofNullable(store.accounts.get(account)), read(target, now));
    }
  }

  // Each case gives the resource that its target's type argument names.
  @SuppressWarnings("unchecked")
  private <R> Optional<R> read(Target<R> target, Instant now) {
    return (Optional<R>)
        switch (target) {
          case Target.Nothing() -> Optional.empty();
          case Target.OfOrder(var id) -> store.order(id, now);
          case Target.OfAuthorization(var id) -> Optional.ofNullable(store.authorizations.get(id));
          case Target.OfCertificate(var serial) ->
              Optional.ofNullable(store.certificates.get(serial));
        };
  }

  @Override
  public Opened<Void> open(Nonce nonce, InstitutionId institution, String thumbprint) {
    synchronized (store) {
      Optional<Account> account =
          store.accounts.values().stream()
              .filter(a -> a.institution().equals(institution))
              .filter(a -> a.key().thumbprint().equals(thumbprint))
              .findFirst();
      return new Opened<>(spend(nonce), account, Optional.empty());
    }
  }

  @Override
  public boolean spend(Nonce nonce) {
    synchronized (store) {
      return store.spentNonces.putIfAbsent(nonce.id(), nonce.expires()) == null;
    }
  }

  @Override
  public int forgetExpired(Instant now) {
    synchronized (store) {
      int before = store.spentNonces.size();
      store.spentNonces.values().removeIf(expires -> !now.isBefore(expires));
      return before - store.spentNonces.size();
    }
  }
}
