package shomei.domain.oidc;

import java.time.Instant;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.SubscriberId;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.session.ContinueSession;

/// Who is logged in, as an application is told.
///
/// @param subject the seat's, the same for ever and nobody else's
/// @param certificate SHA-256 over the one that was shown
/// @param session its id: a digest of what the browser has, which opens nothing
/// @param since when certificate and PIN were judged
public record Identity(
    SubscriberId subject, SubscriberName seat, Octets certificate, Octets session, Instant since) {
  static Identity of(ContinueSession.Outcome.Good good) {
    return new Identity(
        good.seat().id(),
        good.seat().name(),
        good.session().binding().certificate().orElseThrow(),
        good.session().id(),
        good.session().begun());
  }
}
