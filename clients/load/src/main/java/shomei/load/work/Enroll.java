package shomei.load.work;

import shomei.load.wire.OperationFailure;
import shomei.load.wire.SimulatedClient;

/// From the account to the certificate in hand.
///
/// @param name as results tell it
/// @param certificates gets what subscribers hold then
public record Enroll(
    String name,
    PreparedOrders orders,
    AccountSource accounts,
    Acknowledged acknowledged,
    SubscriberCertificates certificates)
    implements Workload {
  @Override
  public String run(SimulatedClient client) throws OperationFailure {
    PreparedOrder order = orders.next();
    AccountSource.Opened opened = accounts.next(client);
    OrderFlow flow = new OrderFlow(opened.account(), order.responder());
    byte[] der = acknowledged.note(flow.issue(order.order(), order.key().csr()));
    if (order.login().isPresent()) {
      certificates.put(
          new SubscriberCertificate(
              order.login().get(),
              opened.keys(),
              opened.account().url(),
              order.key().pair(),
              SubscriberCertificate.read(der)));
    }
    return name;
  }

  @Override
  public long most() {
    return orders.most();
  }

  @Override
  public long madeLate() {
    return orders.madeLate() + accounts.madeLate();
  }
}
