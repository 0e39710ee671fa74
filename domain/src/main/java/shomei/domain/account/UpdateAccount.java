package shomei.domain.account;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.Origin;

/// Changes an account's contacts (RFC 8555 §7.3.2).
public final class UpdateAccount {
  private final Accounts accounts;
  private final InstantSource clock;

  public UpdateAccount(Accounts accounts, InstantSource clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  /// Puts `contacts` in the place of those that the account has; none removes them all.
  ///
  /// @return the account as it is now
  /// @throws shomei.domain.kernel.Refusal UNSUPPORTED_CONTACT, INVALID_CONTACT
  public Account update(Account account, List<String> contacts, Origin origin) {
    Account changed = account.withContacts(Contacts.check(contacts));
    if (changed.contacts().equals(account.contacts())) {
      return account;
    }
    accounts.changeContacts(
        account.id(),
        changed.contacts(),
        new Entry(
            clock.instant(),
            account.institution(),
            Actor.account(account.id(), origin),
            Act.ACCOUNT_CHANGED,
            "account:" + account.id(),
            Map.of("contacts", Integer.toString(contacts.size()))));
    return changed;
  }
}
