package shomei.load.work;

import java.util.Optional;
import shomei.load.wire.OperationFailure;
import shomei.load.wire.SimulatedClient;
import shomei.protocol.message.NewOrder;
import shomei.sdk.AcmeAccount;
import shomei.sdk.CertificateFacts;

/// The renewal of subscribers' certificates: an order that replaces the current one, proven with
/// its key (possession-01). Each certificate is renewed once.
public final class Renew implements Workload {
  private final SubscriberCertificates certificates;
  private final int most;
  private final Pregenerated<CertificateKey> keys;
  private final boolean withPin;
  private final Acknowledged acknowledged;

  /// @param certificates holds those whose renewal is open, and gets what takes their place
  /// @param withPin whether the policy asks for the PIN at renewal
  public Renew(SubscriberCertificates certificates, boolean withPin, Acknowledged acknowledged) {
    this.certificates = certificates;
    this.most = certificates.size();
    this.keys = new Pregenerated<>(CertificateKey::subscriber, most);
    this.withPin = withPin;
    this.acknowledged = acknowledged;
  }

  @Override
  public String run(SimulatedClient client) throws OperationFailure {
    SubscriberCertificate current = certificates.take();
    if (current == null) {
      throw new OperationFailure("nothingLeft", "every certificate was renewed");
    }
    SubscriberCertificate left = current;
    try {
      left = renewed(client, current);
    } finally {
      certificates.put(left);
    }
    return "renew";
  }

  private SubscriberCertificate renewed(SimulatedClient client, SubscriberCertificate current)
      throws OperationFailure {
    CertificateKey key = keys.take();
    SubscriberLogin login = current.login();
    Optional<String> pin =
        withPin ? login.newPin().or(() -> Optional.of(login.pin())) : Optional.empty();
    NewOrder order =
        NewOrder.builder()
            .subscriber(login.name())
            .replaces(CertificateFacts.certId(current.certificate()))
            .build();
    AcmeAccount account =
        client.server().account(current.accountKeys().signer(), current.account());
    byte[] der =
        acknowledged.note(
            new OrderFlow(account, new PossessionResponder(current, pin)).issue(order, key.csr()));
    return new SubscriberCertificate(
        login,
        current.accountKeys(),
        current.account(),
        key.pair(),
        SubscriberCertificate.read(der));
  }

  @Override
  public long most() {
    return most;
  }
}
