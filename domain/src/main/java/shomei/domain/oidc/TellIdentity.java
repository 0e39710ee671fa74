package shomei.domain.oidc;

import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.session.ContinueSession;
import shomei.domain.session.ContinueSession.Outcome.Good;

/// Tells an application again who is logged in (OpenID Connect Core §5.3), so that it learns with
/// one question whether the login session is still good. To ask is no use of the session.
public final class TellIdentity {
  private final Codes codes;
  private final Clients clients;
  private final ContinueSession sessions;

  public TellIdentity(Codes codes, Clients clients, ContinueSession sessions) {
    this.codes = codes;
    this.clients = clients;
    this.sessions = sessions;
  }

  /// @throws Refusal UNAUTHORIZED where nobody has that access token, or the session is over
  public Identity tell(InstitutionId institution, Octets accessToken) {
    return codes
        .granted(institution, accessToken.sha256())
        .filter(this::isOfItsClient)
        .map(code -> sessions.judge(institution, code.session()))
        .filter(Good.class::isInstance)
        .map(Good.class::cast)
        .map(Identity::of)
        .orElseThrow(() -> new Refusal(Reason.UNAUTHORIZED, "the access token is not good"));
  }

  /// Not of one of the same name that was removed.
  private boolean isOfItsClient(Code code) {
    return clients
        .find(code.institution(), code.client())
        .filter(client -> !code.issued().isBefore(client.added()))
        .isPresent();
  }
}
