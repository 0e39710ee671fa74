package shomei.postgres.order;

import java.time.InstantSource;
import shomei.domain.certificate.Certificate;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.Serial;
import shomei.domain.order.Order;
import shomei.postgres.sql.Remembered;

/// What this node did a moment ago and is asked about next, mostly.
///
/// @param ready orders that were ready when they were placed
/// @param issued certificates, of which nothing is asked that changes
public record Recent(
    Remembered<OrderId, Order.Ready> ready, Remembered<Serial, Certificate> issued) {
  private static final int MOST = 2_000;

  public static Recent of(InstantSource clock) {
    return new Recent(new Remembered<>(MOST, clock), new Remembered<>(MOST, clock));
  }
}
