package shomei.domain.order;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import shomei.domain.account.Accounts;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Institutions;
import shomei.domain.institution.Policies;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.OrderId;

/// Forgets orders that are over, as each institution's policy says, and then accounts that are
/// bound to nobody and have no order left, in small steps.
///
/// Threat: anybody can make accounts and orders and guess at PINs, and each try would stay in the
/// database for good.
public final class ForgetOrders {
  private static final int AT_ONCE = 200;

  private final Institutions institutions;
  private final Policies policies;
  private final Orders orders;
  private final Accounts accounts;
  private final InstantSource clock;

  public ForgetOrders(
      Institutions institutions,
      Policies policies,
      Orders orders,
      Accounts accounts,
      InstantSource clock) {
    this.institutions = institutions;
    this.policies = policies;
    this.orders = orders;
    this.accounts = accounts;
    this.clock = clock;
  }

  /// @return how many orders and accounts were forgotten
  public int forget() {
    Map<InstitutionId, Instant> before = new HashMap<>();
    for (Institution institution : institutions.all()) {
      before.put(
          institution.id(),
          clock.instant().minus(policies.of(institution).ordering().ordersKept()));
    }
    int forgotten = orders(before);
    for (var one : before.entrySet()) {
      forgotten += accounts(one.getKey(), one.getValue());
    }
    return forgotten;
  }

  private int orders(Map<InstitutionId, Instant> before) {
    int forgotten = 0;
    Optional<OrderId> after = Optional.empty();
    do {
      Orders.Forgotten step = orders.forget(before, after, AT_ONCE);
      forgotten += step.orders();
      after = step.next();
    } while (after.isPresent());
    return forgotten;
  }

  private int accounts(InstitutionId institution, Instant before) {
    int forgotten = 0;
    Optional<String> after = Optional.empty();
    do {
      Accounts.Forgotten step = accounts.forgetUnused(institution, after, AT_ONCE, before);
      forgotten += step.accounts();
      after = step.next();
    } while (after.isPresent());
    return forgotten;
  }
}
