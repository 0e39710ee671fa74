package shomei.domain.account;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.Origin;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.PartnerId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// Ends an account for good; its certificates stay as they are (RFC 8555 §7.3.6). What it has
/// proven is void, and nothing that it has ordered is issued any more, also what is in issuing.
///
/// *Threat:* an account's key was stolen, or an external account key that made accounts, and those
/// go on ordering though the key that made them is revoked. *Answer:* an operator ends an account,
/// a key's accounts, or a partner with all that is its own (`RemovePartner`).
public final class DeactivateAccount {
  private final Accounts accounts;
  private final InstantSource clock;

  public DeactivateAccount(Accounts accounts, InstantSource clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  /// @return the account as it is now
  public Account deactivate(Account account, Origin origin) {
    return end(account, Actor.account(account.id(), origin));
  }

  /// @throws Refusal NOT_FOUND where the institution has no such account
  public Account byOperator(InstitutionId institution, AccountId id, Actor operator) {
    return accounts
        .find(id)
        .filter(account -> account.institution().equals(institution))
        .map(account -> end(account, operator))
        .orElseThrow(() -> new Refusal(Reason.NOT_FOUND, "there is no account " + id));
  }

  /// Ends the accounts that were created with an external account key.
  ///
  /// @return those that were not ended before
  public List<Account> createdWith(InstitutionId institution, String kid, Actor operator) {
    return end(accounts.createdWith(institution, kid), operator);
  }

  /// Ends a partner's accounts.
  ///
  /// @return those that were not ended before
  public List<Account> of(PartnerId partner, Actor operator) {
    return end(accounts.of(partner), operator);
  }

  private List<Account> end(List<Account> all, Actor operator) {
    return all.stream()
        .filter(account -> account.status() == Account.Status.VALID)
        .map(account -> end(account, operator))
        .toList();
  }

  private Account end(Account account, Actor actor) {
    accounts.deactivate(
        account.id(),
        new Entry(
            clock.instant(),
            account.institution(),
            actor,
            Act.ACCOUNT_DEACTIVATED,
            "account:" + account.id(),
            Map.of()));
    return account.deactivated();
  }
}
