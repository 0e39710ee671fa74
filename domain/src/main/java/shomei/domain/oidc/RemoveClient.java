package shomei.domain.oidc;

import java.time.InstantSource;
import java.util.Map;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// Removes an application.
public final class RemoveClient {
  private final Clients clients;
  private final InstantSource clock;

  public RemoveClient(Clients clients, InstantSource clock) {
    this.clients = clients;
    this.clock = clock;
  }

  /// It is refused from its next request on; codes and access tokens that it has are worth nothing.
  ///
  /// @throws Refusal NOT_FOUND where the institution has none of that id
  public void remove(InstitutionId institution, String id, Actor operator) {
    Entry entry =
        new Entry(
            clock.instant(),
            institution,
            operator,
            Act.OIDC_CLIENT_REMOVED,
            "oidc-client:" + id,
            Map.of());
    if (!clients.remove(institution, id, entry)) {
      throw new Refusal(Reason.NOT_FOUND, "there is no client " + id);
    }
  }
}
