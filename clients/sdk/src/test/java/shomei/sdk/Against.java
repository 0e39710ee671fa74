package shomei.sdk;

import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import shomei.protocol.certid.CertId;
import shomei.protocol.message.AuthorizationObject;
import shomei.protocol.message.ChallengeObject;
import shomei.protocol.message.NewOrder;
import shomei.protocol.message.OrderObject;
import shomei.sdk.stand.Stand;
import shomei.sdk.stand.StandCa;

/// A client of a stand, whose waiting takes no time and is remembered.
final class Against implements AutoCloseable {
  final Stand stand;
  final ClientSettings settings;
  final AcmeServer server;
  final List<Duration> waits;

  private Against(Stand stand, ClientSettings settings, List<Duration> waits) {
    this.stand = stand;
    this.settings = settings;
    this.waits = waits;
    this.server = AcmeServer.at(stand.directory(), settings);
  }

  static Against aStand() throws Exception {
    InstantSource clock = InstantSource.system();
    Stand stand = new Stand(clock);
    List<Duration> waits = new CopyOnWriteArrayList<>();
    ClientSettings settings =
        ClientSettings.usual(clock).withTrust(Trust.of(anchors(stand.ca()))).withWaiter(waits::add);
    return new Against(stand, settings, waits);
  }

  static KeyStore anchors(StandCa ca) throws Exception {
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    anchors.setCertificateEntry("stand", ca.certificate());
    return anchors;
  }

  AcmeAccount newAccount() {
    return server.createAccount(StandCa.keyPair(), NewAccountTerms.plain());
  }

  static NewOrder acquisition(String subscriber) {
    return NewOrder.builder().subscriber(subscriber).build();
  }

  static NewOrder renewal(String subscriber, CertId replaces) {
    return NewOrder.builder().subscriber(subscriber).replaces(replaces).build();
  }

  static ChallengeObject onlyChallenge(AcmeAccount account, OrderObject order) {
    AuthorizationObject authorization = account.authorization(order.authorizations().getFirst());
    return authorization.challenges().getFirst();
  }

  @Override
  public void close() {
    server.close();
    stand.close();
  }
}
