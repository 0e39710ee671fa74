package shomei.postgres.account;

import java.time.InstantSource;
import org.jooq.DSLContext;
import shomei.domain.account.Account;
import shomei.domain.account.Accounts;
import shomei.domain.account.ExternalAccountKeys;
import shomei.domain.account.RateLimits;
import shomei.domain.kernel.AccountId;
import shomei.domain.partner.Partners;
import shomei.postgres.sql.Remembered;

/// Accounts, external account keys, partners and rate limits.
public record AccountPorts(
    Accounts accounts,
    ExternalAccountKeys externalAccountKeys,
    Partners partners,
    RateLimits rateLimits) {
  /// @param seen the accounts that the door remembers
  public static AccountPorts over(
      DSLContext database, Remembered<AccountId, Account> seen, InstantSource clock) {
    return new AccountPorts(
        new PostgresAccounts(database, seen),
        new PostgresExternalAccountKeys(database, clock),
        new PostgresPartners(database, clock),
        new PostgresRateLimits(database));
  }
}
