package shomei.domain.issuance;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import shomei.domain.history.Actor;
import shomei.domain.history.Origin;
import shomei.domain.order.Order;
import shomei.domain.order.Orders;

/// Takes up orders that a node began to issue and did not finish.
public final class ResumeIssuance {
  private static final int AT_ONCE = 100;

  private final Orders orders;
  private final SignOrder signing;
  private final InstantSource clock;

  public ResumeIssuance(Orders orders, SignOrder signing, InstantSource clock) {
    this.orders = orders;
    this.signing = signing;
    this.clock = clock;
  }

  /// @param age how long an order must have been processing: longer than signing ever takes, so
  ///   that nobody is at work on it; zero at the start of a server's only node
  /// @return how many were finished
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE where the token is away; what is left stays
  ///   for later
  public int resume(Duration age) {
    List<Order.Processing> left = orders.unfinished(clock.instant().minus(age), AT_ONCE);
    left.forEach(
        order -> signing.sign(order, Actor.account(order.terms().account(), new Origin.Server())));
    return left.size();
  }
}
