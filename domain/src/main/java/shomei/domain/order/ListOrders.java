package shomei.domain.order;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import shomei.domain.account.Account;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// Lists an account's orders page by page, invalid ones left out (RFC 8555 §7.1.2.1).
public final class ListOrders {
  private static final int PAGE = 50;

  private final Orders orders;
  private final InstantSource clock;

  public ListOrders(Orders orders, InstantSource clock) {
    this.orders = orders;
    this.clock = clock;
  }

  /// @param next the order to go on after, where there are more
  public record Page(List<OrderId> orders, Optional<OrderId> next) {
    public Page {
      orders = List.copyOf(orders);
    }
  }

  /// @param after the last order of the page before
  /// @throws Refusal NOT_FOUND where `after` is not the account's
  public Page page(Account account, Optional<OrderId> after) {
    Instant now = clock.instant();
    if (after.isPresent() && !owns(account, after.get(), now)) {
      throw new Refusal(Reason.NOT_FOUND, "no such page");
    }
    List<OrderId> found = orders.of(account.id(), after, PAGE + 1, now);
    return found.size() > PAGE
        ? new Page(found.subList(0, PAGE), Optional.of(found.get(PAGE - 1)))
        : new Page(found, Optional.empty());
  }

  private boolean owns(Account account, OrderId id, Instant now) {
    return orders
        .find(id, now)
        .filter(order -> order.terms().account().equals(account.id()))
        .isPresent();
  }
}
