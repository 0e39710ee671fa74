package shomei.postgres.account;

import org.jooq.DSLContext;
import shomei.domain.account.Accounts;
import shomei.domain.account.ExternalAccountKeys;
import shomei.domain.account.RateLimits;
import shomei.domain.partner.Partners;

/// Accounts, external account keys, partners and rate limits.
public record AccountPorts(
    Accounts accounts,
    ExternalAccountKeys externalAccountKeys,
    Partners partners,
    RateLimits rateLimits) {
  public static AccountPorts over(DSLContext database) {
    return new AccountPorts(
        new PostgresAccounts(database),
        new PostgresExternalAccountKeys(database),
        new PostgresPartners(database),
        new PostgresRateLimits(database));
  }
}
