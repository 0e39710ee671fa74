package shomei.pages.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import java.net.URI;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shomei.domain.kernel.Octets;
import shomei.domain.oidc.Client;
import shomei.domain.oidc.Clients;
import shomei.domain.session.ContinueSession;
import shomei.domain.session.ContinueSession.Outcome.Good;
import shomei.domain.session.LogOut;
import shomei.pages.view.Onward;
import shomei.pages.visit.Cookies;
import shomei.pages.visit.Visit;
import shomei.web.http.HttpError;
import shomei.web.http.Response;

/// Ends the login session for an application (OpenID Connect RP-Initiated Logout 1.0).
///
/// The application shows the ID token that it got, which names the session: so it ends wherever its
/// host is, and no cookie is needed. *Threat:* a link logs somebody out. *Answer:* without an ID
/// token of ours nothing ends; the browser is led to the home page, where the person may log out.
/// *Threat:* a link to the logout that leads to a stranger's page. *Answer:* only addresses that
/// are registered for the application that the ID token was made for.
final class LogoutEndpoint {
  private final Clients clients;
  private final ContinueSession sessions;
  private final LogOut logOut;
  private final IdTokens idTokens;
  private final InstantSource clock;

  LogoutEndpoint(
      Clients clients,
      ContinueSession sessions,
      LogOut logOut,
      IdTokens idTokens,
      InstantSource clock) {
    this.clients = clients;
    this.sessions = sessions;
    this.logOut = logOut;
    this.idTokens = idTokens;
    this.clock = clock;
  }

  Response answer(Visit visit) {
    LogoutRequest request;
    try {
      request = LogoutRequest.parse(OAuthMessages.parameters(visit));
    } catch (ParseException broken) {
      throw HttpError.of(400, "The logout request cannot be read.");
    }
    Optional<JWTClaimsSet> shown =
        Optional.ofNullable(request.getIDTokenHint())
            .flatMap(
                hint ->
                    idTokens.read(
                        visit.institution().id(), Endpoints.of(visit.tenant()).issuer(), hint));
    Optional<Client> client = shown.flatMap(claims -> client(visit, request, claims));
    if (shown.isEmpty() || client.isEmpty()) {
      return unproven(visit);
    }
    end(visit, shown.get());
    return redirect(next(visit, request, client.get()));
  }

  private Optional<Client> client(Visit visit, LogoutRequest request, JWTClaimsSet shown) {
    List<String> audience = shown.getAudience();
    ClientID named = request.getClientID();
    return audience.size() == 1 && (named == null || named.getValue().equals(audience.getFirst()))
        ? clients.find(visit.institution().id(), audience.getFirst())
        : Optional.empty();
  }

  private void end(Visit visit, JWTClaimsSet shown) {
    if (shown.getClaim("sid") instanceof String sid
        && sessions.judge(visit.institution().id(), Octets.of(Base64.getUrlDecoder().decode(sid)))
            instanceof Good good) {
      logOut.logOut(good.session(), visit.origin());
    }
  }

  private static String next(Visit visit, LogoutRequest request, Client client) {
    URI wanted = request.getPostLogoutRedirectionURI();
    if (wanted == null || !client.postLogoutUris().contains(wanted.toString())) {
      return visit.tenant().signedInPage("", "/goodbye");
    }
    State state = request.getState();
    return state == null
        ? wanted.toString()
        : wanted
            + (wanted.getRawQuery() == null ? "?" : "&")
            + URLUtils.serializeParameters(Map.of("state", List.of(state.getValue())));
  }

  /// To the home page of whoever is logged in, where the button for it is.
  private static Response unproven(Visit visit) {
    Optional<String> host =
        visit.cookie(Cookies.loginHost(visit.institution().id())).filter(visit.tenant()::isLabel);
    String page =
        host.isEmpty() && visit.tenant().freshHosts() ? "/goodbye" : Endpoints.END_SESSION;
    return redirect(visit.tenant().signedInPage(host.orElse(""), page));
  }

  /// Leads home from within.
  Response lead(Visit visit) {
    return Onward.to(visit, "/", clock.instant());
  }

  private static Response redirect(String where) {
    return Response.empty(303).with("Location", where).with("Cache-Control", "no-store");
  }
}
