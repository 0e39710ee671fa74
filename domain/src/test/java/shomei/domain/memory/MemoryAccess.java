package shomei.domain.memory;

import java.time.Instant;
import java.util.Optional;
import shomei.domain.access.Access;
import shomei.domain.account.Account;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.InstitutionId;

final class MemoryAccess implements Access {
  private final Store store;

  MemoryAccess(Store store) {
    this.store = store;
  }

  @Override
  public <R> Opened<R> open(AccountId account, Target<R> target, Instant now) {
    synchronized (store) {
      return new Opened<>(Optional.ofNullable(store.accounts.get(account)), read(target, now));
    }
  }

  // Each case gives the resource that its target's type argument names.
  @SuppressWarnings("unchecked")
  private <R> Optional<R> read(Target<R> target, Instant now) {
    return (Optional<R>)
        switch (target) {
          case Target.Nothing() -> Optional.empty();
          case Target.OfOrder(var id) -> store.order(id, now);
          case Target.ToFinish(var id) -> store.order(id, now);
          case Target.OfAuthorization(var id) -> Optional.ofNullable(store.authorizations.get(id));
          case Target.OfCertificate(var serial) ->
              Optional.ofNullable(store.certificates.get(serial));
        };
  }

  @Override
  public Optional<Account> find(InstitutionId institution, String thumbprint) {
    synchronized (store) {
      return store.accounts.values().stream()
          .filter(a -> a.institution().equals(institution))
          .filter(a -> a.key().thumbprint().equals(thumbprint))
          .findFirst();
    }
  }
}
