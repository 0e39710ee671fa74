package shomei.domain.account;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Institutions;
import shomei.domain.institution.Policies;

/// Forgets what accounts that are bound to nobody have left behind, in small steps.
///
/// Threat: anybody can make accounts and orders and guess at PINs, and each try would stay in the
/// database for good.
public final class ForgetUnfinished {
  private static final int AT_ONCE = 200;

  private final Institutions institutions;
  private final Policies policies;
  private final Accounts accounts;
  private final InstantSource clock;

  public ForgetUnfinished(
      Institutions institutions, Policies policies, Accounts accounts, InstantSource clock) {
    this.institutions = institutions;
    this.policies = policies;
    this.accounts = accounts;
    this.clock = clock;
  }

  /// @return how many orders and accounts were forgotten
  public int forget() {
    int forgotten = 0;
    for (Institution institution : institutions.all()) {
      Instant before = clock.instant().minus(policies.of(institution).ordering().unfinishedKept());
      Optional<String> after = Optional.empty();
      do {
        Accounts.Forgotten step =
            accounts.forgetUnfinished(institution.id(), after, AT_ONCE, before);
        forgotten += step.orders() + step.accounts();
        after = step.next();
      } while (after.isPresent());
    }
    return forgotten;
  }
}
