package shomei.server;

import java.time.InstantSource;
import shomei.domain.oidc.AddSigningKey;
import shomei.domain.oidc.IssueCode;
import shomei.domain.oidc.RedeemCode;
import shomei.domain.oidc.TellIdentity;
import shomei.domain.session.ContinueSession;
import shomei.domain.session.LogOut;
import shomei.domain.session.Sessions;
import shomei.pages.oidc.OpenIdProvider;
import shomei.pages.tenant.InstitutionCache;
import shomei.pages.tenant.Tenants;
import shomei.pki.oidc.RsaTokenSigner;
import shomei.postgres.oidc.OidcPorts;

/// The OpenID Connect provider, which is served beside the pages.
final class OpenId {
  private OpenId() {}

  static OpenIdProvider provider(
      Adapters adapters, Tenants tenants, InstitutionCache institutions) {
    InstantSource clock = adapters.clock;
    OidcPorts kept = adapters.database.oidc();
    Sessions sessions = adapters.database.session().sessions();
    ContinueSession judge = new ContinueSession(sessions, clock);
    return new OpenIdProvider(
        tenants,
        institutions,
        new OpenIdProvider.UseCases(
            kept.clients(),
            new IssueCode(kept.codes(), clock, adapters.random),
            new RedeemCode(kept.codes(), judge, clock, adapters.random),
            new TellIdentity(kept.codes(), kept.clients(), judge),
            kept.signingKeys(),
            signer(adapters),
            judge,
            new LogOut(sessions, clock)),
        clock);
  }

  static AddSigningKey addSigningKey(Adapters adapters) {
    return new AddSigningKey(
        adapters.database.oidc().signingKeys(), signer(adapters), adapters.clock, adapters.random);
  }

  private static RsaTokenSigner signer(Adapters adapters) {
    return new RsaTokenSigner(adapters.keys, adapters.authorities(), adapters.random);
  }
}
