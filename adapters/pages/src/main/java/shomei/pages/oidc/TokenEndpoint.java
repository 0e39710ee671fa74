package shomei.pages.oidc;

import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.PlainClientSecret;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.OIDCScopeValue;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.oidc.AuthenticateClient;
import shomei.domain.oidc.Client;
import shomei.domain.oidc.RedeemCode;
import shomei.domain.oidc.RedeemCode.Redeemed;
import shomei.domain.session.Session;
import shomei.pages.visit.Visit;
import shomei.web.http.HttpError;
import shomei.web.http.Response;

/// Answers token requests (OpenID Connect Core §3.1.3): an application turns its code in, behind
/// the browser and without a certificate.
final class TokenEndpoint {
  private final AuthenticateClient authenticate;
  private final RedeemCode redeem;
  private final IdTokens idTokens;
  private final InstantSource clock;

  TokenEndpoint(
      AuthenticateClient authenticate, RedeemCode redeem, IdTokens idTokens, InstantSource clock) {
    this.authenticate = authenticate;
    this.redeem = redeem;
    this.idTokens = idTokens;
    this.clock = clock;
  }

  Response answer(Visit visit) {
    try {
      return answer(
          visit,
          TokenRequest.parse(
              OAuthMessages.request(visit, Endpoints.of(visit.tenant()).uri(Endpoints.TOKEN))));
    } catch (ParseException broken) {
      return refused(visit, OAuthMessages.error(broken, OAuth2Error.INVALID_REQUEST));
    } catch (Refusal refusal) {
      if (refusal.reason() == Reason.MALFORMED) {
        return refused(visit, OAuth2Error.INVALID_REQUEST);
      }
      if (refusal.reason() != Reason.UNAVAILABLE) {
        throw refusal;
      }
      Duration wait = refusal.retryAfter().orElse(Duration.ofSeconds(5));
      return refused(visit, OAuth2Error.TEMPORARILY_UNAVAILABLE.setHTTPStatusCode(503))
          .with("Retry-After", HttpError.seconds(wait));
    }
  }

  private Response answer(Visit visit, TokenRequest request) {
    InstitutionId institution = visit.institution().id();
    Optional<Client> client = client(institution, request);
    if (client.isEmpty()) {
      return refused(visit, OAuth2Error.INVALID_CLIENT);
    }
    if (!(request.getAuthorizationGrant() instanceof AuthorizationCodeGrant grant)) {
      return refused(visit, OAuth2Error.UNSUPPORTED_GRANT_TYPE);
    }
    try {
      Redeemed redeemed = redeem(visit, client.get(), grant);
      Duration left = Duration.between(clock.instant(), end(redeemed));
      var accessToken =
          new BearerAccessToken(
              base64url(redeemed.accessToken()),
              Math.max(1, left.toSeconds()),
              new Scope(OIDCScopeValue.OPENID));
      var idToken =
          idTokens.write(
              institution,
              Endpoints.of(visit.tenant()).issuer(),
              client.get().id(),
              redeemed,
              accessToken);
      return OAuthMessages.response(
          new OIDCTokenResponse(new OIDCTokens(idToken, accessToken, null)).toHTTPResponse());
    } catch (Refusal refusal) {
      if (refusal.reason() != Reason.UNAUTHORIZED) {
        throw refusal;
      }
      return refused(visit, OAuth2Error.INVALID_GRANT);
    }
  }

  /// The longest that its session can last.
  private static Instant end(Redeemed redeemed) {
    return redeemed.identity().since().plus(Session.LONGEST);
  }

  private Optional<Client> client(InstitutionId institution, TokenRequest request) {
    ClientAuthentication shown = request.getClientAuthentication();
    if (shown instanceof PlainClientSecret secret) {
      return authenticate.authenticate(
          institution,
          secret.getClientID().getValue(),
          Optional.of(secret.getClientSecret().getValue()));
    }
    return shown != null || request.getClientID() == null
        ? Optional.empty()
        : authenticate.authenticate(
            institution, request.getClientID().getValue(), Optional.empty());
  }

  private Redeemed redeem(Visit visit, Client client, AuthorizationCodeGrant grant) {
    URI redirectUri = grant.getRedirectionURI();
    CodeVerifier verifier = grant.getCodeVerifier();
    return redeem.redeem(
        client,
        octets(grant.getAuthorizationCode().getValue()),
        redirectUri == null ? "" : redirectUri.toString(),
        verifier == null ? "" : verifier.getValue(),
        visit.origin());
  }

  /// What is no base64url is no code of ours either.
  private static Octets octets(String code) {
    try {
      return Octets.of(Base64.getUrlDecoder().decode(code));
    } catch (IllegalArgumentException unreadable) {
      return Octets.of(new byte[0]);
    }
  }

  private static String base64url(Octets octets) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets.octets());
  }

  /// RFC 6749 §5.2: who came with HTTP authentication is told so.
  private static Response refused(Visit visit, ErrorObject error) {
    Response response = OAuthMessages.response(new TokenErrorResponse(error).toHTTPResponse());
    return error.getHTTPStatusCode() == 401
            && visit.request().header("authorization").isPresent()
            && response.header("WWW-Authenticate").isEmpty()
        ? response.with("WWW-Authenticate", "Basic realm=\"token\"")
        : response;
  }
}
