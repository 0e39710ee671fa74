package shomei.pages.oidc;

import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationErrorResponse;
import com.nimbusds.oauth2.sdk.AuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCError;
import com.nimbusds.openid.connect.sdk.Prompt;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.oidc.Clients;
import shomei.domain.oidc.IssueCode;
import shomei.domain.session.ContinueSession.Outcome;
import shomei.domain.session.ContinueSession.Outcome.Good;
import shomei.pages.oidc.AuthorizationRequests.Asked;
import shomei.pages.signedin.RequireSession;
import shomei.pages.view.Onward;
import shomei.pages.visit.Cookies;
import shomei.pages.visit.ReturnTo;
import shomei.pages.visit.Visit;
import shomei.web.http.Response;

/// Answers authorization requests (OpenID Connect Core §3.1.2).
///
/// A request comes from the application's site to the issuer's host, and a session lives at the
/// host where its login was, with a cookie that does not come along from another site. So the
/// request is judged and led on to the host at which the last login began; there a page of ours
/// leads on once more, now from within, and the session is looked at. Where there is none it goes
/// to the login at a fresh host, and back from there. All the way it is the request itself that
/// goes along ([ReturnTo]): nothing of it is kept here, and each step judges it anew.
///
/// *Threat:* a login session of the attacker's choosing (fixation). *Answer:* no address and no
/// form brings a session along; the cookie is made at the login alone, of what was typed there, and
/// is worth nothing without the certificate's key. *Threat:* a stolen cookie gets codes. *Answer:*
/// the session is judged here as at every page, and ended where it is shown so.
final class AuthorizationEndpoint {
  private final AuthorizationRequests requests;
  private final RequireSession session;
  private final IssueCode issueCode;
  private final IdTokens idTokens;
  private final InstantSource clock;

  AuthorizationEndpoint(
      Clients clients,
      RequireSession session,
      IssueCode issueCode,
      IdTokens idTokens,
      InstantSource clock) {
    this.requests = new AuthorizationRequests(clients);
    this.session = session;
    this.issueCode = issueCode;
    this.idTokens = idTokens;
    this.clock = clock;
  }

  /// The request as the application sent it.
  Response enter(Visit visit) {
    return switch (requests.read(visit)) {
      case AuthorizationRequests.Refused refused -> refused(visit, refused);
      case Asked asked -> {
        Optional<String> host =
            visit
                .cookie(Cookies.loginHost(visit.institution().id()))
                .filter(visit.tenant()::isLabel);
        yield host.isEmpty() && visit.tenant().freshHosts()
            ? logIn(visit, asked)
            : redirect(
                visit
                    .tenant()
                    .signedInPage(
                        host.orElse(""),
                        Endpoints.AUTHORIZE + "?" + asked.request().toQueryString()));
      }
    };
  }

  /// Leads on from within.
  Response lead(Visit visit) {
    ReturnTo returnTo = ReturnTo.of(visit.request().query().orElse(""));
    return Onward.to(visit, returnTo.page(), clock.instant());
  }

  /// The same where the session is.
  Response resume(Visit visit) {
    return switch (requests.read(visit)) {
      case AuthorizationRequests.Refused refused -> refused(visit, refused);
      case Asked asked ->
          switch (session.outcome(visit)) {
            case Outcome.Over over -> logIn(visit, asked);
            case Good good -> answer(visit, asked, good);
          };
    };
  }

  private Response answer(Visit visit, Asked asked, Good good) {
    AuthenticationRequest request = asked.request();
    if (wantsAnotherLogin(request, good)) {
      return logIn(visit, asked);
    }
    JWT hint = request.getIDTokenHint();
    if (hint != null && !isAbout(visit, hint, good)) {
      return told(visit, asked, OIDCError.LOGIN_REQUIRED);
    }
    Nonce nonce = request.getNonce();
    try {
      Octets code =
          issueCode.issue(
              new IssueCode.Asked(
                  asked.client(),
                  request.getRedirectionURI().toString(),
                  request.getCodeChallenge().getValue(),
                  Optional.ofNullable(nonce).map(Nonce::getValue)),
              good.session());
      return redirect(
          new AuthorizationSuccessResponse(
                  request.getRedirectionURI(),
                  new AuthorizationCode(
                      Base64.getUrlEncoder().withoutPadding().encodeToString(code.octets())),
                  null,
                  request.getState(),
                  Endpoints.of(visit.tenant()).issuer(),
                  ResponseMode.QUERY)
              .toURI()
              .toString());
    } catch (Refusal refusal) {
      if (refusal.reason() != Reason.NOT_ELIGIBLE) {
        throw refusal;
      }
      return told(
          visit, asked, OAuth2Error.ACCESS_DENIED.setDescription(refusal.failure().detail()));
    }
  }

  /// `login_hint` is a seat; as a certificate says who somebody is, it cannot do more than have
  /// another one chosen.
  private boolean wantsAnotherLogin(AuthenticationRequest request, Good good) {
    Prompt prompt = request.getPrompt();
    boolean asked =
        prompt != null
            && (prompt.contains(Prompt.Type.LOGIN) || prompt.contains(Prompt.Type.SELECT_ACCOUNT));
    Instant begun = good.session().begun();
    boolean tooOld =
        request.getMaxAge() >= 0
            && begun.plusSeconds(request.getMaxAge()).isBefore(clock.instant());
    String hint = request.getLoginHint();
    return asked || tooOld || hint != null && !hint.equals(good.seat().name().toString());
  }

  private boolean isAbout(Visit visit, JWT hint, Good good) {
    return idTokens
        .read(visit.institution().id(), Endpoints.of(visit.tenant()).issuer(), hint)
        .filter(claims -> good.seat().id().toString().equals(claims.getSubject()))
        .isPresent();
  }

  /// What asks for another login is taken out of the request: the login answers it, and coming back
  /// with it would ask for yet another. Whoever alters the request on its way keeps an older login
  /// so; `auth_time` tells the application.
  private Response logIn(Visit visit, Asked asked) {
    Prompt prompt = asked.request().getPrompt();
    if (prompt != null && prompt.contains(Prompt.Type.NONE)) {
      return told(visit, asked, OIDCError.LOGIN_REQUIRED);
    }
    AuthenticationRequest rest =
        new AuthenticationRequest.Builder(asked.request())
            .prompt((Prompt) null)
            .maxAge(-1)
            .loginHint(null)
            .build();
    ReturnTo returnTo = new ReturnTo(rest.toQueryString());
    return redirect(visit.tenant().openPage(returnTo.door("user")));
  }

  private static Response refused(Visit visit, AuthorizationRequests.Refused refused) {
    return told(visit, refused.redirectUri(), refused.state(), refused.error());
  }

  private static Response told(Visit visit, Asked asked, ErrorObject error) {
    AuthenticationRequest request = asked.request();
    return told(visit, request.getRedirectionURI(), Optional.ofNullable(request.getState()), error);
  }

  private static Response told(
      Visit visit, URI redirectUri, Optional<State> state, ErrorObject error) {
    return redirect(
        new AuthorizationErrorResponse(
                redirectUri,
                error,
                state.orElse(null),
                Endpoints.of(visit.tenant()).issuer(),
                ResponseMode.QUERY)
            .toURI()
            .toString());
  }

  private static Response redirect(String where) {
    return Response.empty(303).with("Location", where).with("Cache-Control", "no-store");
  }
}
