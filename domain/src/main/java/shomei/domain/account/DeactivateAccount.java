package shomei.domain.account;

import java.time.InstantSource;
import java.util.Map;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.Origin;

/// Ends an account for good; its certificates stay as they are (RFC 8555 §7.3.6).
public final class DeactivateAccount {
  private final Accounts accounts;
  private final InstantSource clock;

  public DeactivateAccount(Accounts accounts, InstantSource clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  /// @return the account as it is now
  public Account deactivate(Account account, Origin origin) {
    accounts.deactivate(
        account.id(),
        new Entry(
            clock.instant(),
            account.institution(),
            Actor.account(account.id(), origin),
            Act.ACCOUNT_DEACTIVATED,
            "account:" + account.id(),
            Map.of()));
    return account.deactivated();
  }
}
