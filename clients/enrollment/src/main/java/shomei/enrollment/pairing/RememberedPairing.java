package shomei.enrollment.pairing;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import shomei.protocol.message.PairedAct;
import shomei.protocol.message.PairingObject;
import shomei.protocol.message.PairingReport;
import shomei.sdk.Located;

/// A page that this program works for, as `pairing.json`; nothing of it is secret. Its account's
/// key lies beside it.
///
/// @param pairing its address
/// @param account by whose key it is spoken to
/// @param agreed whether the person wants it
/// @param compares whether page and program show a number
/// @param binding names the key that the page gave, once it did
/// @param outcome what the page is to be told at the end, once it is known
record RememberedPairing(
    URI pairing,
    URI account,
    KnownServer server,
    PairedAct act,
    String subscriber,
    @Nullable String certificate,
    boolean agreed,
    boolean compares,
    @Nullable String binding,
    @Nullable PairingReport outcome) {

  static RememberedPairing of(KnownServer server, URI account, Located<PairingObject> found) {
    PairingObject wanted = found.resource();
    return new RememberedPairing(
        found.url(),
        account,
        server,
        wanted.act(),
        wanted.subscriber(),
        wanted.certificate(),
        !wanted.ask(),
        wanted.number() != null,
        null,
        null);
  }

  /// Whether the page's reader has to say yet that this is the PC. Nothing is told to the page
  /// meanwhile: it would go on from there, and hand nothing over.
  boolean isCompared() {
    return compares && binding == null;
  }

  RememberedPairing agree() {
    return new RememberedPairing(
        pairing, account, server, act, subscriber, certificate, true, compares, binding, outcome);
  }

  RememberedPairing bound(String kid) {
    return new RememberedPairing(
        pairing, account, server, act, subscriber, certificate, agreed, compares, kid, outcome);
  }

  RememberedPairing ended(PairingReport with) {
    return new RememberedPairing(
        pairing, account, server, act, subscriber, certificate, agreed, compares, binding, with);
  }
}
