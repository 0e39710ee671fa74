package shomei.domain.authorization;

import java.time.InstantSource;
import java.util.Map;
import shomei.domain.account.Account;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.Origin;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// An account gives up an authorization (RFC 8555 §7.5.2); orders that need it and are still open
/// become invalid.
public final class DeactivateAuthorization {
  private final Authorizations authorizations;
  private final InstantSource clock;

  public DeactivateAuthorization(Authorizations authorizations, InstantSource clock) {
    this.authorizations = authorizations;
    this.clock = clock;
  }

  /// @param authorization as just read; the account's own
  /// @throws Refusal MALFORMED where it is neither pending nor valid
  public Authorization deactivate(Account account, Authorization authorization, Origin origin) {
    Entry entry =
        new Entry(
            clock.instant(),
            authorization.institution(),
            Actor.account(account.id(), origin),
            Act.AUTHORIZATION_DEACTIVATED,
            authorization.identifier().type() + ":" + authorization.identifier().value(),
            Map.of("authorization", authorization.id().toString()));
    if (!authorizations.deactivate(authorization.id(), entry)) {
      throw new Refusal(
          Reason.MALFORMED, "only a pending or valid authorization can be deactivated");
    }
    return authorizations.find(authorization.id()).orElseThrow();
  }
}
