package shomei.domain.account;

import java.time.InstantSource;
import java.util.Map;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.Origin;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// Gives an account another key (RFC 8555 §7.3.5). Both keys have signed: the edge has seen to
/// that.
public final class ChangeKey {
  private final Accounts accounts;
  private final InstantSource clock;

  public ChangeKey(Accounts accounts, InstantSource clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  /// @return the account as it is now
  /// @throws Refusal KEY_IN_USE where an account has the key, this one included; UNAUTHORIZED where
  ///   the key that signed was changed meanwhile
  public Account change(Account account, AccountKey next, Origin origin) {
    String current = account.key().thumbprint();
    if (next.thumbprint().equals(current)) {
      throw Refusal.keyInUse(account.id());
    }
    Entry entry =
        new Entry(
            clock.instant(),
            account.institution(),
            Actor.account(account.id(), origin),
            Act.ACCOUNT_KEY_CHANGED,
            "account:" + account.id(),
            Map.of("from", current, "to", next.thumbprint()));
    return switch (accounts.changeKey(account.id(), current, next, entry)) {
      case Accounts.KeyChange.Changed() -> account.withKey(next);
      case Accounts.KeyChange.Taken(AccountId holder) -> throw Refusal.keyInUse(holder);
      case Accounts.KeyChange.Stale() ->
          throw new Refusal(Reason.UNAUTHORIZED, "the account's key was changed meanwhile");
    };
  }
}
