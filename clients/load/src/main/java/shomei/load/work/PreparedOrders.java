package shomei.load.work;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import shomei.protocol.message.NewOrder;

/// Orders made ahead, no two for the same name.
public final class PreparedOrders {
  private final Pregenerated<PreparedOrder> orders;
  private final long most;

  private PreparedOrders(Pregenerated<PreparedOrder> orders, long most) {
    this.orders = orders;
    this.most = most;
  }

  /// For names that nobody had before: `r1a2b3-0.load.example.com`.
  ///
  /// @param run tells this run's names from those of others
  /// @param domain below which the names are
  /// @param count made ahead
  public static PreparedOrders dns(
      String run, String domain, ChallengeResponder responder, int count) {
    AtomicLong number = new AtomicLong();
    return new PreparedOrders(
        new Pregenerated<>(
            () ->
                order(
                    run + "-" + Long.toString(number.getAndIncrement(), 36) + "." + domain,
                    responder),
            count),
        Long.MAX_VALUE);
  }

  private static PreparedOrder order(String name, ChallengeResponder responder) {
    return new PreparedOrder(
        NewOrder.builder().dns(name).build(),
        CertificateKey.dns(name),
        responder,
        Optional.empty());
  }

  /// For subscribers with the right to acquire, each once.
  public static PreparedOrders subscribers(List<SubscriberLogin> logins) {
    List<SubscriberLogin> each = List.copyOf(logins);
    AtomicInteger number = new AtomicInteger();
    return new PreparedOrders(
        new Pregenerated<>(() -> order(each.get(number.getAndIncrement())), each.size()),
        each.size());
  }

  private static PreparedOrder order(SubscriberLogin login) {
    return new PreparedOrder(
        NewOrder.builder().subscriber(login.name()).build(),
        CertificateKey.subscriber(),
        new PinResponder(login),
        Optional.of(login));
  }

  PreparedOrder next() {
    return orders.take();
  }

  long most() {
    return most;
  }

  long madeLate() {
    return orders.late();
  }
}
