package shomei.postgres.order;

import org.jooq.DSLContext;
import shomei.domain.authorization.Authorizations;
import shomei.domain.order.Orders;

/// Orders and their authorizations.
public record OrderPorts(Orders orders, Authorizations authorizations) {
  /// @param recent which the door reads
  public static OrderPorts over(DSLContext database, Recent recent) {
    return new OrderPorts(
        new PostgresOrders(database, recent), new PostgresAuthorizations(database, recent));
  }
}
