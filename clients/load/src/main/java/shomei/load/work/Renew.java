package shomei.load.work;

import java.io.IOException;
import java.util.Optional;
import shomei.load.wire.Failed;
import shomei.load.wire.Session;
import shomei.protocol.identifier.Identifier;

/// The renewal of subscribers' certificates: an order that replaces the current one, proven with
/// its key (possession-01). Each certificate is renewed once.
public final class Renew implements Workload {
  private final Wallet wallet;
  private final int most;
  private final Ahead<Request> requests;
  private final boolean withPin;
  private final Acknowledged acknowledged;

  /// @param wallet holds certificates whose renewal is open, and gets what takes their place
  /// @param withPin whether the policy asks for the PIN at renewal
  public Renew(Wallet wallet, boolean withPin, Acknowledged acknowledged) {
    this.wallet = wallet;
    this.most = wallet.size();
    this.requests = new Ahead<>(() -> Request.renewal(Keys.p256()), most);
    this.withPin = withPin;
    this.acknowledged = acknowledged;
  }

  @Override
  public String act(Session session) throws IOException, Failed {
    Held current = wallet.take();
    if (current == null) {
      throw new Failed("nothingLeft", "every certificate was renewed");
    }
    Held left = current;
    try {
      left = renewed(session, current);
    } finally {
      wallet.put(left);
    }
    return "renew";
  }

  private Held renewed(Session session, Held current) throws IOException, Failed {
    Request request = requests.take();
    Subscriber subscriber = current.subscriber();
    Optional<String> pin =
        withPin ? subscriber.newPin().or(() -> Optional.of(subscriber.pin())) : Optional.empty();
    byte[] order = Request.order(Identifier.subscriber(subscriber.name()), current.certId());
    byte[] der =
        acknowledged.note(
            new Ordering(session, current.account())
                .issue(order, request.csr(), new PossessionProver(current, pin)));
    return new Held(subscriber, current.account(), request.keys(), der);
  }

  @Override
  public long most() {
    return most;
  }
}
