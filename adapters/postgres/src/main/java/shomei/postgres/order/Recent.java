package shomei.postgres.order;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import shomei.domain.authorization.Authorization;
import shomei.domain.certificate.Certificate;
import shomei.domain.kernel.AuthorizationId;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.Serial;
import shomei.domain.order.IssuanceState;
import shomei.domain.order.Order;
import shomei.domain.order.Terms;
import shomei.postgres.sql.Remembered;

/// What this node did a moment ago and is asked about next, mostly.
///
/// @param placed orders, as they were placed
/// @param proven authorizations that were placed valid, or proven
/// @param issued certificates, of which nothing is asked that changes
public record Recent(
    Remembered<OrderId, Terms> placed,
    Remembered<AuthorizationId, Authorization> proven,
    Remembered<Serial, Certificate> issued) {
  private static final int MOST = 2_000;

  public static Recent of(InstantSource clock) {
    return new Recent(
        new Remembered<>(MOST, clock),
        new Remembered<>(MOST, clock),
        new Remembered<>(MOST, clock));
  }

  /// An order that was placed and proven here: ready, unless something has become of it since.
  public Optional<Order> ready(OrderId id, Instant now) {
    return placed.find(id).flatMap(terms -> ready(terms, now));
  }

  private Optional<Order> ready(Terms terms, Instant now) {
    List<Authorization> its =
        terms.authorizations().stream().flatMap(one -> proven.find(one).stream()).toList();
    return its.size() == terms.authorizations().size()
        ? Optional.of(Order.of(terms, new IssuanceState.Open(), its, now))
            .filter(Order.Ready.class::isInstance)
        : Optional.empty();
  }
}
