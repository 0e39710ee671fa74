package shomei.domain.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import shomei.domain.account.Account;
import shomei.domain.account.AccountKey;
import shomei.domain.account.Accounts;
import shomei.domain.account.Binding;
import shomei.domain.account.ExternalAccountKey;
import shomei.domain.account.Quota;
import shomei.domain.authorization.Authorization;
import shomei.domain.history.Entry;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.PartnerId;

final class MemoryAccounts implements Accounts {
  private final Store store;

  MemoryAccounts(Store store) {
    this.store = store;
  }

  @Override
  public Optional<Account> find(AccountId id) {
    synchronized (store) {
      return Optional.ofNullable(store.accounts.get(id));
    }
  }

  @Override
  public List<Account> of(InstitutionId institution, Optional<AccountId> after, int most) {
    synchronized (store) {
      return store.accounts.values().stream()
          .filter(account -> account.institution().equals(institution))
          .sorted(Comparator.comparing((Account account) -> account.id().toString()))
          .filter(
              account ->
                  after.isEmpty() || account.id().toString().compareTo(after.get().toString()) > 0)
          .limit(most)
          .toList();
    }
  }

  @Override
  public List<Account> of(PartnerId partner) {
    synchronized (store) {
      return store.accounts.values().stream()
          .filter(
              account ->
                  account.binding().orElse(null) instanceof Binding.ToPartner bound
                      && bound.partner().equals(partner))
          .toList();
    }
  }

  @Override
  public List<Account> createdWith(InstitutionId institution, String kid) {
    synchronized (store) {
      return store.accounts.values().stream()
          .filter(account -> account.institution().equals(institution))
          .filter(account -> store.createdWith(account.id(), kid))
          .toList();
    }
  }

  @Override
  public Creation create(
      Account account, Optional<String> kid, Optional<Quota> quota, Entry entry) {
    synchronized (store) {
      Optional<Account> holder = holder(account.institution(), account.key().thumbprint());
      if (holder.isPresent()) {
        return new Creation.Exists(holder.get());
      }
      Optional<Duration> wait =
          quota.flatMap(
              one -> MemoryRateLimits.take(store, one.bucket(), one.limit(), account.created()));
      if (wait.isPresent()) {
        return new Creation.Limited(wait.get());
      }
      Optional<Store.Kid> name = kid.map(text -> new Store.Kid(account.institution(), text));
      Optional<ExternalAccountKey> key =
          name.flatMap(n -> Optional.ofNullable(store.keys.get(n)))
              .filter(k -> k.usableAt(account.created()));
      if (name.isPresent() && key.isEmpty()) {
        return new Creation.BindingSpent();
      }
      store.note(entry);
      if (key.isPresent() && key.get().singleUse()) {
        store.keys.put(
            name.orElseThrow(),
            MemoryExternalAccountKeys.in(key.get(), ExternalAccountKey.State.SPENT));
      }
      store.accounts.put(account.id(), account);
      return new Creation.Created();
    }
  }

  @Override
  public void changeContacts(AccountId id, List<String> contacts, Entry entry) {
    synchronized (store) {
      Account account = Objects.requireNonNull(store.accounts.get(id));
      store.note(entry);
      store.accounts.put(id, account.withContacts(contacts));
    }
  }

  @Override
  public KeyChange changeKey(AccountId id, String current, AccountKey next, Entry entry) {
    synchronized (store) {
      Account account = Objects.requireNonNull(store.accounts.get(id));
      if (!account.key().thumbprint().equals(current)) {
        return new KeyChange.Stale();
      }
      Optional<Account> holder = holder(account.institution(), next.thumbprint());
      if (holder.isPresent()) {
        return new KeyChange.Taken(holder.get().id());
      }
      store.note(entry);
      store.accounts.put(id, account.withKey(next));
      return new KeyChange.Changed();
    }
  }

  @Override
  public void deactivate(AccountId id, Entry entry) {
    synchronized (store) {
      Account account = Objects.requireNonNull(store.accounts.get(id));
      if (account.status() != Account.Status.VALID) {
        return;
      }
      store.note(entry);
      store.accounts.put(id, account.deactivated());
      store.authorizations.replaceAll(
          (key, authorization) ->
              authorization.account().equals(id) && live(authorization)
                  ? MemoryAuthorizations.ended(authorization)
                  : authorization);
    }
  }

  private static boolean live(Authorization authorization) {
    return authorization.status() == Authorization.Status.PENDING
        || authorization.status() == Authorization.Status.VALID;
  }

  private Optional<Account> holder(InstitutionId institution, String thumbprint) {
    return store.accounts.values().stream()
        .filter(a -> a.institution().equals(institution))
        .filter(a -> a.key().thumbprint().equals(thumbprint))
        .findFirst();
  }

  @Override
  public Forgotten forgetUnused(
      InstitutionId institution, Optional<String> after, int limit, Instant before) {
    synchronized (store) {
      List<Account> looked =
          store.accounts.values().stream()
              .filter(account -> account.institution().equals(institution))
              .filter(
                  account ->
                      after.map(last -> thumbprint(account).compareTo(last) > 0).orElse(true))
              .sorted(Comparator.comparing(MemoryAccounts::thumbprint))
              .limit(limit)
              .toList();
      List<Account> unused =
          looked.stream()
              .filter(account -> account.binding().isEmpty())
              .filter(account -> account.created().isBefore(before))
              .filter(this::hasNoOrder)
              .toList();
      unused.forEach(account -> store.accounts.remove(account.id()));
      return new Forgotten(
          unused.size(),
          looked.size() < limit ? Optional.empty() : Optional.of(thumbprint(looked.getLast())));
    }
  }

  private boolean hasNoOrder(Account account) {
    return store.orders.values().stream().noneMatch(t -> t.account().equals(account.id()));
  }

  private static String thumbprint(Account account) {
    return account.key().thumbprint();
  }
}
