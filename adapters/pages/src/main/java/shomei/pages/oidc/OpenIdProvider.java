package shomei.pages.oidc;

import java.time.InstantSource;
import shomei.domain.oidc.AuthenticateClient;
import shomei.domain.oidc.Clients;
import shomei.domain.oidc.IssueCode;
import shomei.domain.oidc.RedeemCode;
import shomei.domain.oidc.SigningKeys;
import shomei.domain.oidc.TellIdentity;
import shomei.domain.oidc.TokenSigner;
import shomei.domain.session.ContinueSession;
import shomei.domain.session.LogOut;
import shomei.pages.signedin.RequireSession;
import shomei.pages.tenant.InstitutionCache;
import shomei.pages.tenant.Tenants;
import shomei.pages.view.SecurityHeaders;
import shomei.pages.visit.PageRoutes;
import shomei.pages.visit.Visitors;
import shomei.web.http.Routes;

/// The OpenID Connect provider of each institution: what applications ask, beside the pages that
/// everybody sees; what looks at a session, beside those behind the certificate.
public final class OpenIdProvider {
  private final Visitors open;
  private final Visitors signedIn;
  private final Discovery discovery;
  private final AuthorizationEndpoint authorization;
  private final TokenEndpoint token;
  private final UserInfoEndpoint userInfo;
  private final LogoutEndpoint logout;

  public OpenIdProvider(
      Tenants tenants, InstitutionCache institutions, UseCases use, InstantSource clock) {
    IdTokens idTokens = new IdTokens(use.keys(), use.signer(), clock);
    this.open = new Visitors(tenants::open, institutions);
    this.signedIn = new Visitors(tenants::signedIn, institutions);
    this.discovery = new Discovery(idTokens);
    this.authorization =
        new AuthorizationEndpoint(
            use.clients(), new RequireSession(use.sessions(), clock), use.issue(), idTokens, clock);
    this.token =
        new TokenEndpoint(new AuthenticateClient(use.clients()), use.redeem(), idTokens, clock);
    this.userInfo = new UserInfoEndpoint(use.tell());
    this.logout = new LogoutEndpoint(use.clients(), use.sessions(), use.logOut(), idTokens, clock);
  }

  /// What it asks of the domain.
  public record UseCases(
      Clients clients,
      IssueCode issue,
      RedeemCode redeem,
      TellIdentity tell,
      SigningKeys keys,
      TokenSigner signer,
      ContinueSession sessions,
      LogOut logOut) {}

  /// On the listener of the open pages.
  public void mountOpen(Routes routes) {
    PageRoutes pages = new PageRoutes(routes, open, SecurityHeaders::addedTo);
    pages.get("oidc-discovery", "/\\.well-known/openid-configuration", discovery::metadata);
    pages.get("oidc-keys", Endpoints.KEYS, discovery::keys);
    pages.get("authorize", Endpoints.AUTHORIZE, authorization::enter);
    pages.post("authorize", Endpoints.AUTHORIZE, authorization::enter);
    pages.post("token", Endpoints.TOKEN, token::answer);
    pages.get("userinfo", Endpoints.USER_INFO, userInfo::answer);
    pages.post("userinfo", Endpoints.USER_INFO, userInfo::answer);
    pages.get("end-session", Endpoints.END_SESSION, logout::answer);
    pages.post("end-session", Endpoints.END_SESSION, logout::answer);
  }

  /// On the listener of the pages behind the certificate.
  public void mountSignedIn(Routes routes) {
    PageRoutes pages = new PageRoutes(routes, signedIn, SecurityHeaders::addedTo);
    pages.get("authorize", Endpoints.AUTHORIZE, authorization::lead);
    pages.get("authorize", Endpoints.RESUME, authorization::resume);
    pages.get("end-session", Endpoints.END_SESSION, logout::lead);
  }
}
