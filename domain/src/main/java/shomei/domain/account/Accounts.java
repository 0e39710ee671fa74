package shomei.domain.account;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import shomei.domain.history.Entry;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.PartnerId;

/// The accounts. One key is one account of an institution, also when two requests come at once (RFC
/// 8555 §7.3.1, §11.1); a deactivated account keeps its key. Every write is one transaction with
/// its history entry, durable when the call returns.
public interface Accounts {
  Optional<Account> find(AccountId id);

  /// An institution's accounts in the order of their ids.
  ///
  /// @param after the last one of the page before; empty for the first page
  List<Account> of(InstitutionId institution, Optional<AccountId> after, int most);

  /// The accounts that are bound to a partner.
  List<Account> of(PartnerId partner);

  /// The accounts that were created with an external account key, as the history tells.
  List<Account> createdWith(InstitutionId institution, String kid);

  /// Adds the account and spends `kid` where it names a single-use key.
  ///
  /// @param quota of which one is taken, as [RateLimits#take] does, whatever else becomes of it,
  ///   but for a key that has an account
  Creation create(Account account, Optional<String> kid, Optional<Quota> quota, Entry entry);

  sealed interface Creation {
    record Created() implements Creation {}

    /// The key has an account already; nothing was written.
    record Exists(Account account) implements Creation {}

    /// The external account key was spent, revoked or has expired meanwhile; nothing was written.
    record BindingSpent() implements Creation {}

    /// Of the quota none is left; nothing was written.
    ///
    /// @param retryAfter how long until there is one
    record Limited(Duration retryAfter) implements Creation {}
  }

  void changeContacts(AccountId id, List<String> contacts, Entry entry);

  /// Puts `next` in the place of the key whose thumbprint is `current`.
  KeyChange changeKey(AccountId id, String current, AccountKey next, Entry entry);

  sealed interface KeyChange {
    record Changed() implements KeyChange {}

    record Taken(AccountId holder) implements KeyChange {}

    /// The account's key is no longer the one that signed; nothing was written.
    record Stale() implements KeyChange {}
  }

  /// Deactivates the account and with it its pending and valid authorizations, so that its open
  /// orders become invalid (§7.3.6). Does nothing where it is deactivated already.
  void deactivate(AccountId id, Entry entry);

  /// Forgets accounts that are bound to nobody, were made before `before` and have no order, among
  /// the `limit` accounts of the institution whose thumbprints come next after `after`; such an
  /// account's key may make another. What somebody else is at work on is passed over, so that
  /// nobody waits for this. The history keeps what happened.
  Forgotten forgetUnused(
      InstitutionId institution, Optional<String> after, int limit, Instant before);

  /// @param next the thumbprint to go on after; empty at the end
  record Forgotten(int accounts, Optional<String> next) {}
}
