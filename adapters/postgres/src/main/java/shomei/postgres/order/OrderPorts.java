package shomei.postgres.order;

import org.jooq.DSLContext;
import shomei.domain.authorization.Authorizations;
import shomei.domain.order.Orders;

/// Orders and their authorizations.
public record OrderPorts(Orders orders, Authorizations authorizations) {
  public static OrderPorts over(DSLContext database) {
    return new OrderPorts(new PostgresOrders(database), new PostgresAuthorizations(database));
  }
}
